"""A text with one line that is no body, and characters of one to four bytes."""

READ_ALSO = "Read also: Ten ferries to see this year"
TEXT = "\n\n".join(
    (
        "🚢 The ferry from Sørvær was built for the crossing to the island, and it has been in use for ninety years – "
        "longer than the pier at which it lands.",
        READ_ALSO,
        "Nobody in the town council wants to say what will become of the crossing once the bridge is finished, "
        "although the engineers expect that to be the case before next summer.",
        "“We were promised an answer in spring,” says the skipper, who has run the boat with his daughter since 1998, "
        "“and we are still waiting for it.”",
    )
)
