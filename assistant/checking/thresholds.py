"""Every threshold of checking, with how it was chosen: `benchmarks/check_truth.py --curve` prints the curve."""

TELLING_LEVEL = 0.3  # pairs of a claim from this weight on are searched for
LEAST_SUBJECT = 0.30  # below it a figure of the documents does not speak of the claim's subject
LEAST_SUPPORT = 0.34  # with the same value, a subject that fits this well is taken for the same
LEAST_SUPPORT_STRICT = 0.45  # for sentences of an answer, held against their own quotes
LEAST_CONTRADICTION = 0.55  # with another value, more is asked for: a false alarm costs the reader's trust
LEAST_CONTRADICTION_WEAK = 0.80  # 两项 and the like
NEAR_TIE = 0.08  # statements this close to the best may all be what the claim means
FARTHEST_REACH = 0.25  # a claim whose best figure is another claim's takes one that is worse by this at most
WIDE_TIE = 0.25  # and this close, when all of the claimed measure is named there
OWN_COVERED, LEAST_OWN_PAIRS = 0.8, 3
SAME_MEASURE = 0.01  # figures of one statement this close cannot be told apart

LEAST_DUTY = 0.45  # share of a claim's subject that the covered statements hold
LEAST_DUTY_CONTRADICTION = 0.60
LEAST_DUTY_PAIRS = 3  # a subject of fewer pairs (明确职责) tells no task from another
SAYS_JUST_THIS = 0.15  # for a statement that says nothing else
LEAST_DATE = 0.50
LEAST_DOCUMENT = 0.60

# Short statements in everyday words: `placing`.
LEAST_PLACED_WORDS = 2
PLACES_LOOKED_AT = 60
LEAST_PLACED = 0.60  # share of the telling words that sentence, headings and title hold
HELD_SUBJECT = 0.6  # of a word of the subject
LONGEST_OBLIGATION = 60  # characters
LEAST_PLACED_OWN = 0.30  # that the sentence itself holds
SAME_PLACE = 0.05  # places this close may both be meant
FARTHEST_PLACE = 0.15  # below a place that has no figure
LEAST_TAKEN_UP = 0.9  # of each word, held by the sentence that a later one of its clause takes up
CLEARLY_PLACED = 0.05  # by so much its figure measures better than any other of the places
WORDS_OF_A_CASE = 2  # by so many words more it names a case of its own
HELD_AROUND, HELD_BEFORE = 0.85, 0.5  # of a word in the headings, in the sentence before

# Statements without figures: benchmarks/check_wordings.py.
WORDINGS_LOOKED_AT = 12  # sentences in which one is looked for
LEAST_WORDING_CHARACTERS, LEAST_WORDING_WORDS = 5, 2  # of it, that the deciding sentence itself must hold
LEAST_WORDING_SHARE = 0.55  # of its characters
LONGEST_WORDING = 120  # characters
NEXT_TO_NOT = 2  # characters between a "not" and its word, where it decides
WHOLE_HELD = (
    0.85  # of the pairs of a claim that counts all, held by a printed total with the headings above it
)
NAMED_LOOKED_AT = 8  # figures whose statements are looked at for the nouns of a statement
