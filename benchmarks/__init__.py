"""What duizhao costs and finds, beside its peers; one file a benchmark. `python -m benchmarks` runs them."""
