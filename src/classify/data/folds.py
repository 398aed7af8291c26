"""Which of five folds a page belongs to: pages of one registered domain share a fold."""
import hashlib, re

FOLDS = 5


def fold_of(url):
    host = re.sub(r"^https?://(www\.)?", "", url or "").split("/")[0].split(":")[0]
    parts = host.split(".")
    domain = ".".join(parts[-3:] if len(parts) > 2 and len(parts[-2]) <= 3 else parts[-2:])
    return int(hashlib.md5(domain.encode()).hexdigest(), 16) % FOLDS
