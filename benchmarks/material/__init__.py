"""What benchmarks are fed with and measured beside: invented articles, marked names, bare engines."""
