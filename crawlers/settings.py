"""Scrapy's settings: what is safe and polite, spelled out, since several of its defaults are not."""

BOT_NAME = "rasad"
SPIDER_MODULES = ["crawlers.spiders"]
USER_AGENT = "Rasad"

# No reactor: a plain asyncio loop can be run again in one process, and the client is asyncio's own.
TWISTED_REACTOR_ENABLED = False
DOWNLOAD_HANDLERS = {
    "http": "crawlers.handlers.LiveHandler",
    "https": "crawlers.handlers.LiveHandler",
    "data": None,
    "file": None,
    "ftp": None,
    "s3": None,
}

# The gate and the lanes decide what runs when, across all spiders of a run; Scrapy's own queues must not, too.
CONCURRENT_REQUESTS = 0
CONCURRENT_REQUESTS_PER_DOMAIN = 1_000_000
DOWNLOAD_DELAY = 0
DOWNLOAD_DELAY_JITTER = 0.0
DUPEFILTER_CLASS = "scrapy.dupefilters.BaseDupeFilter"
AUTOTHROTTLE_ENABLED = False
# A response gives one or two items, and Scrapy starts as many tasks per response as it may handle items at once.
CONCURRENT_ITEMS = 1
# Parses the source of every callback at every response, to warn of a mistake that type checks find.
WARN_ON_GENERATOR_RETURN_VALUE = False

ROBOTSTXT_OBEY = True
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "tr,fa,en;q=0.8",
    "Accept-Encoding": "gzip, deflate, br",
}
DOWNLOADER_MIDDLEWARES = {
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "crawlers.robots.RobotsMiddleware": 100,
    "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware": None,
    "scrapy.downloadermiddlewares.downloadtimeout.DownloadTimeoutMiddleware": None,
    "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,
    "scrapy.downloadermiddlewares.redirect.MetaRefreshMiddleware": None,
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,
    "scrapy.downloadermiddlewares.cookies.CookiesMiddleware": None,
    "scrapy.downloadermiddlewares.httpproxy.HttpProxyMiddleware": None,
    "scrapy.downloadermiddlewares.stats.DownloaderStats": None,
    "scrapy.downloadermiddlewares.httpcache.HttpCacheMiddleware": None,
}
SPIDER_MIDDLEWARES = {
    "scrapy.spidermiddlewares.depth.DepthMiddleware": None,
    "scrapy.spidermiddlewares.urllength.UrlLengthMiddleware": None,
    "scrapy.spidermiddlewares.httperror.HttpErrorMiddleware": None,
    "scrapy.spidermiddlewares.metacopy.MetaCopyDetectionMiddleware": None,
}
REDIRECT_MAX_TIMES = 8

# Doors into the process that nobody needs.
REMOTE_CONTROL_ENABLED = False
TELNETCONSOLE_ENABLED = False
DOWNLOAD_VERIFY_CERTIFICATES = True
DOWNLOAD_MAXSIZE = 8 * 1024 * 1024
DOWNLOAD_TIMEOUT = 30
MEMUSAGE_ENABLED = False
LOG_LEVEL = "WARNING"
STATS_DUMP = False
EXTENSIONS = dict.fromkeys(
    (
        "scrapy.extensions.corestats.CoreStats",
        "scrapy.extensions.logcount.LogCount",
        "scrapy.extensions.logstats.LogStats",
        "scrapy.extensions.memusage.MemoryUsage",
        "scrapy.extensions.memdebug.MemoryDebugger",
        "scrapy.extensions.spiderstate.SpiderState",
        "scrapy.extensions.throttle.AutoThrottle",
        "scrapy.extensions.remote_control.RemoteControl",
    )
)
