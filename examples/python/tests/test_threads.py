import threading
import time

import pyarrow as pa
import pytest
from pages import TEXT, page

import bodycopy

LONG_TEXT = "\n\n".join(TEXT.replace("1998", str(year)) for year in range(3000))
LONG_PAGE = "".join(page(str(number)) for number in range(600))
CALLS = {
    "clean_html": lambda: bodycopy.clean_html(LONG_PAGE),
    "clean_text": lambda: bodycopy.clean_text(LONG_TEXT),
    "clean_batch": lambda: bodycopy.clean_batch(pa.RecordBatch.from_pydict({"html": [LONG_PAGE]})),
}


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS.keys())
def test_python_goes_on_while_one_thread_cleans(call):
    """Were the interpreter's lock held, nothing would run before the call's end."""
    thread = threading.Thread(target=call)
    thread.start()
    ticks = 0
    while thread.is_alive():
        time.sleep(0.001)
        ticks += 1
    assert ticks >= 10


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS.keys())
def test_two_threads_clean_at_the_same_time(call):
    """Were the lock held, one call would begin when the other ends."""
    barrier, spans = threading.Barrier(2), []

    def work():
        barrier.wait()
        start = time.monotonic()
        call()
        spans.append((start, time.monotonic()))

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    both = min(end for _, end in spans) - max(start for start, _ in spans)
    assert both > 0.5 * min(end - start for start, end in spans)


def test_threads_share_a_cleaner():
    cleaner = bodycopy.Cleaner()
    pages = [page(str(number)) for number in range(40)]
    expected = [cleaner.clean_html(html).text for html in pages]
    results = [None] * 4

    def work(index):
        results[index] = [cleaner.clean_html(html).text for html in pages]

    threads = [threading.Thread(target=work, args=(index,)) for index in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [expected] * 4
