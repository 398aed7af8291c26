"""Pages and texts of the tests."""

PROSE = (
    "The ferry from Sørvær was built for the crossing to the island, and it has been in use for ninety years – "
    "longer than the pier at which it lands.",
    "Nobody in the town council wants to say what will become of the crossing once the bridge is finished, "
    "although the engineers expect that to be the case before next summer.",
    "“We were promised an answer in spring,” says the skipper, who has run the boat with his daughter since 1998, "
    "“and we are still waiting for it – 🚢 or no 🚢.”",
)
READ_ALSO = "Read also: Ten ferries to see this year"

TEXT = "\n\n".join((PROSE[0], READ_ALSO, *PROSE[1:]))


def page(name="ferry", lang="en"):
    """A small article with boilerplate around it."""
    paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in PROSE)
    return (
        f'<!DOCTYPE html><html lang="{lang}"><head><title>The last {name}</title>'
        '<meta name="author" content="Ada Moreau"><meta name="description" content="A crossing ends.">'
        '<meta property="og:site_name" content="The Quay"><link rel="canonical" href="https://quay.example/ferry">'
        '<meta property="article:published_time" content="2024-05-01T08:00:00Z"></head><body>'
        '<nav><a href="/">Home</a> <a href="/news">News</a> <a href="/sport">Sport</a></nav>'
        f'<article><h1>The last {name}</h1>{paragraphs}<p>See the <a href="/map">map</a> of the {name} crossing, '
        'which the harbour office drew up for its report of last year and has kept current.</p></article>'
        "<footer><p>© 2024 The Quay. All rights reserved.</p></footer></body></html>"
    )
