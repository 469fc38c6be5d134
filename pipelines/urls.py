"""The identity of an address: what is left of a URL when everything that does not tell two articles apart is gone."""

from __future__ import annotations

import re
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, parse_qsl, quote, quote_from_bytes, unquote_to_bytes, urlsplit

if TYPE_CHECKING:
    from tldextract import TLDExtract

# What analytics, advertising, mailing and social services append, and the switches between renderings of one page.
_TRACKING = re.compile(
    r"(?:utm|mtm|pk|piwik|matomo|hsa|wt|at|vero|oly|trk|fb|ga|mc|cm|yandex|_x_tr|__twitter)_[a-z_]+"
    r"|_ga|_gl|_hs[a-z]+|[a-z]{1,3}clid|gclsrc|[gw]braid|igshid|igsh|cmpid|ocid|ito|spm|xtor|s_cid|smid|mkt_tok|_openstat"
    r"|ref|referrer|referer|refsrc|ref_src|ref_url|replytocom|share|shared|nocache"
    r"|amp|noamp|isamp|outputtype|print|printable|yazdir|mobile|ismobile"
)
_SESSION = re.compile(r"phpsessid|jsessionid|aspsessionid[a-z]*|sessionid|session_id|sessid|cfid|cftoken|zenid|oscsid")
_SESSION_VALUE = re.compile(r"[0-9a-f]{20,}|[0-9A-Za-z]{26,}")
_PATH_SESSION = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/;?]*|/\([SsXx]\([^)/]*\)\)", re.IGNORECASE)
_VARIANT_HOSTS = ("www.", "m.", "mobile.", "mobil.", "amp.", "wap.", "touch.")
_VARIANT_SEGMENTS = frozenset({"amp", "print", "printable", "printversion", "yazdir"})
_MOBILE_SEGMENTS = frozenset({"mobil", "mobile"})
_ENTRY_FILE = re.compile(r"/(?:index|default)\.(?:html?|php|aspx?|jsp)$", re.IGNORECASE)
_AMP_SUFFIX = re.compile(r"(?:\.amp(?=\.html?$|$)|(?<=\d)-amp$)", re.IGNORECASE)
_SLASHES = re.compile(r"(?<!:)/{2,}")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_PORT = re.compile(r"[\w.-]+:\d+(?:[/?#]|$)")
_HOST = re.compile(r"[^\s/?#@:\[\]]+\.[^\s/?#@:\[\]]+")
_IP = re.compile(r"[\d.]+$|\[")
# RFC 3986: what may stand unescaped in a path segment, and (without the separators) in a query.
_PATH_SAFE = "/!$&'()*+,;=:@~"
_QUERY_SAFE = "!$'()*,;:@/?~"
# Escaped octets that mean something else than the bare character, so they stay escaped.
_RESERVED = re.compile(rb"%(2[Ff35]|3[Ff])")
# IranSamaneh and Nastooh number their articles, and any text after the number leads to the same article.
_NUMBERED = re.compile(r"((?:/[^/]+)*/(?:news|newsagency)(?:/\d{4}/\d\d/\d\d)?/\d{5,})/[^/]*%[Dd][89AaBb][^/]*$")
_NUMBERED_VARIANT = re.compile(r"((?:/[a-z]{2})?)/(?:amp|print)/(\d{5,})$")
_CACHED_ADDRESSES = 4096


def split(url: str) -> SplitResult:
    """Split an address as urllib does; what it refuses comes back without any part instead of an error."""
    try:
        return urlsplit(url.strip())
    except ValueError:
        return SplitResult("", "", "", "", "")


def host(url: str) -> str:
    """Give the host of an address in lower-case ASCII (Punycode) without port; an empty string where there is none."""
    return _host(_split(url)[1])


def same_site(first: str, second: str) -> bool:
    """Say whether two addresses belong to one registered domain, subdomains and mobile hosts included."""
    one, other = _site(host(first)), _site(host(second))
    return bool(one) and one == other


def canonical(url: str) -> str:
    """Reduce an address to its identity; applying it twice changes nothing, and it raises for no input.

    Scheme and ``www`` differences, default ports, fragments, tracking parameters, session ids and the AMP, mobile and
    print renderings of a page go; the path is percent-encoded UTF-8 and parameters are sorted. What is no web address
    comes back stripped.
    """
    scheme, netloc, path, query = _split(url)
    name = _host(netloc)
    if scheme != "https" or not name:
        return " ".join(url.split())
    return f"https://{_bare(name)}{_port(netloc)}{_path(path)}{_query(query)}"


def article_id(url: str) -> str:
    """Give the stable id of the article at an address: 16 hexadecimal digits of the SHA-256 of its canonical form."""
    return sha256(canonical(url).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _split(url: str) -> tuple[str, str, str, str]:
    """Split into scheme, network location, path and query; ``https`` stands for every web scheme."""
    text = "".join(character for character in url.strip() if character.isprintable() or character == "\u200c")
    if text.startswith("//"):
        text = "https:" + text
    elif _PORT.match(text) or (not _SCHEME.match(text) and _HOST.match(text)):
        text = "https://" + text
    parts = split(text)
    scheme = "https" if parts.scheme in {"http", "https"} else parts.scheme
    return scheme, parts.netloc, parts.path, parts.query


def _host(netloc: str) -> str:
    name = netloc.rpartition("@")[2]
    if not name.startswith("["):
        name = name.partition(":")[0]
    name = name.rstrip(".").lower()
    return name.partition("]")[0] + "]" if name.startswith("[") else _ascii(name)


@lru_cache(maxsize=_CACHED_ADDRESSES)
def _ascii(name: str) -> str:
    if name.isascii():
        return name
    import idna  # noqa: PLC0415 - few addresses need it, and its tables take time to load

    try:
        return idna.encode(name, uts46=True, transitional=False).decode("ascii")
    except (idna.IDNAError, UnicodeError):
        return quote(name, safe="").lower()


def _port(netloc: str) -> str:
    port = netloc.rpartition("]")[2].rpartition("@")[2].partition(":")[2] if ":" in netloc else ""
    return "" if not port.isdecimal() or int(port) in {80, 443} else f":{int(port)}"


def _bare(name: str) -> str:
    """Drop the labels of mobile, AMP and ``www`` hosts as long as a registered domain is left."""
    for prefix in _VARIANT_HOSTS:
        rest = name.removeprefix(prefix)
        if rest != name and _site(rest):
            return _bare(rest)
    return name


@lru_cache(maxsize=1)
def _suffixes() -> TLDExtract:
    """Load the public suffix list that tldextract brings (Mozilla, MPL-2.0); the network is never asked."""
    from tldextract import TLDExtract  # noqa: PLC0415 - building its index takes time that only comparisons need

    return TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True)


@lru_cache(maxsize=_CACHED_ADDRESSES)
def _site(name: str) -> str:
    """Give the registered domain of a host, the host itself for IP addresses and local names, or nothing."""
    if not name or _IP.match(name) or "." not in name:
        return name
    parts = _suffixes().extract_str(name)
    if not parts.suffix:
        return ".".join(name.split(".")[-2:])
    return f"{parts.domain}.{parts.suffix}" if parts.domain else ""


def _path(path: str) -> str:
    text = _SLASHES.sub("/", _resolve(_escape(_PATH_SESSION.sub("", path), _PATH_SAFE)))
    text = _NUMBERED_VARIANT.sub(r"\1/news/\2", text.rstrip("/"))
    text = _plain("/".join(_without_variants(text.split("/"))))
    return _NUMBERED.sub(r"\1", text) or "/"


def _plain(path: str) -> str:
    """Take AMP suffixes and entry files off the end of a path until none is left."""
    shorter = _ENTRY_FILE.sub("", _AMP_SUFFIX.sub("", path)).rstrip("/")
    return path if shorter == path else _plain(shorter)


def _without_variants(segments: list[str]) -> list[str]:
    """Drop the segments that name a rendering (``amp``, ``print``, ``mobil``) where an article's address is left."""
    kept = [part for part in segments if part.lower() not in _VARIANT_SEGMENTS]
    if len(kept) > 1 and kept[1].lower() in _MOBILE_SEGMENTS:
        kept = [kept[0], *kept[2:]]
    return kept if re.search(r"[\d%-]", "".join(kept)) else segments


def _resolve(path: str) -> str:
    """Resolve dot segments (RFC 3986, 5.2.4)."""
    if "/." not in path:
        return path
    resolved: list[str] = []
    for part in path.split("/")[1:]:
        if part == "..":
            del resolved[-1:]
        elif part != ".":
            resolved.append(part)
    return "".join(f"/{part}" for part in resolved)


def _escape(text: str, safe: str) -> str:
    """Bring percent-escapes to one form: upper-case UTF-8, only where needed; escaped separators stay escaped."""
    raw = text.encode("utf-8", "surrogatepass")
    pieces = _RESERVED.split(raw)
    escaped = [quote_from_bytes(unquote_to_bytes(piece), safe=safe) for piece in pieces[::2]]
    marks = [f"%{mark.decode().upper()}" for mark in pieces[1::2]]
    return "".join(piece + mark for piece, mark in zip(escaped, [*marks, ""], strict=True))


def _query(query: str) -> str:
    pairs = parse_qsl(
        query.replace("&amp;", "&"), keep_blank_values=True, max_num_fields=None, errors="surrogateescape"
    )
    kept = sorted({pair for pair in pairs if not _is_noise(*pair)})
    text = "&".join(f"{_parameter(name)}={_parameter(value)}" if value else _parameter(name) for name, value in kept)
    return f"?{text}" if text else ""


def _parameter(text: str) -> str:
    return quote(text, safe=_QUERY_SAFE, errors="surrogateescape")


def _is_noise(name: str, value: str) -> bool:
    lowered = name.lower()
    if not lowered or _TRACKING.fullmatch(lowered) or _SESSION.fullmatch(lowered):
        return True
    return (lowered == "sid" and bool(_SESSION_VALUE.fullmatch(value))) or (lowered == "m" and value in {"0", "1"})
