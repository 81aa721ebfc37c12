"""What a person copies along with an article is told apart from it; the article stays whole.

Five pages as they come out of a browser, one style each. A line that starts with "+ " belongs to
the article; the headline is the first of them.
"""

from __future__ import annotations

import pytest

from corpus.boilerplate import without_boilerplate
from corpus.extract import extract_text

BROADCASTER = """\
Skip to content
Home
News
Sport
Weather
+ Harbour bridge shut after crack is found
Published
3 March 2024
Share
Comments
Image source, Getty Images
Image caption, The bridge carries 40,000 vehicles a day
By Moira Kell
BBX News, Port Anselm
+ Engineers have shut the harbour bridge in Port Anselm after a crack was found in its main span.
+ The city council said the closure would last at least a week. Ferries will run every ten minutes.
Related Topics
+ “We would rather be late than sorry,” said the city engineer, Daniel Osei.
More on this story
Bridge tolls to rise in April
Why is the bridge always closed?
+ He said the crack was 40cm long and had probably been there since the winter storms.
+ What went wrong?
+ Inspectors last saw the span in October. Their report, published on Friday, found no damage.
+ Subscribers to the toll scheme will be refunded, the council said.
Related Topics
Transport
Port Anselm
The BBX is not responsible for the content of external sites.
© 2024 BBX. All rights reserved."""

BROADSHEET = """\
The Meridian | Politics
Sign in
Subscribe
Politics > Defence
EXCLUSIVE
+ Ministry hid cost of patrol boats, auditors say
+ Three vessels have yet to leave port, two years after they were due.
By J. R. Halloran and Ines Duarte, Defence Correspondents
March 14, 2024 | 5:02 am EST
Listen to this article
5 min read
Gift this article
The patrol boat Resolute at its berth in May. Photograph: Ken Abara/The Meridian
+ The defence ministry kept the true cost of its patrol boats from parliament, auditors have found.
+ A spokeswoman, Lena Roth, said the ministry “does not recognise” the figure of 90 million crowns.
Advertisement
Sign up for The Morning Tide, our daily newsletter with the stories that matter, delivered to your \
inbox at six.
Enter your email
By signing up you agree to our terms of service and privacy policy.
+ “Read more of the report before you quote it,” she told reporters on Wednesday.
Read more: Navy orders two more patrol boats
READ MORE | What the auditors said last year
+ The auditors complained that the ministry had changed its privacy policy so as to refuse requests.
+ Sign-up for the programme closed in 2021. Read more slowly, the auditor said, and it is clear.
Topics: Defence, Navy, Audit
Comments (45)
Most viewed
Mayor resigns over parking fines
“No regrets,” says striker
Copyright 2024 The Meridian Media Group"""

TABLOID = """\
Breaking
+ Fury as council SCRAPS free parking
By Tess Barlow for DailyBeat
11:42 GMT 05 Mar 2024, updated 12:10 GMT 05 Mar 2024
Share this article
Facebook Twitter WhatsApp Email
34 shares
112
View comments
We use cookies to give you the best experience. By continuing you accept our cookie policy.
Accept all
+ Shopkeepers reacted with fury yesterday after the council voted to scrap free parking.
Traders outside the town hall on Monday. Pic: Sol Mays / Shutterstock
+ 'It's a disgrace,' said baker Hal Minns, 54. 'They never asked us.'
Don't miss: The ten best beaches in the county
Video: Watch the moment the vote was read out
+ The council's leader claimed that most drivers 'will not notice'.
+ Follow the money, Minns said, and you will find who gains from it.
Share or comment on this article: Fury as council scraps free parking
Most Read News
Man, 30, held after chase
Recommended
Snow forecast for Friday"""

AGENCY = """\
World / Asia / Economy
+ Central bank holds rates as prices ease
Published: 10 March 2024
A shopper at a market in Sable City. [File: Ana Reyes/Reuters]
A shopper at a market in Sable City, Norland, March 4, 2024. REUTERS/Ana Reyes/File Photo
+ SABLE CITY (Reuters) - Norland's central bank held its main rate at 4.5 percent on Tuesday.
+ Governor Ivo Stenmark said prices had “turned a corner”. He warned that wages were still rising.
Read Also
Norland's crown falls to a two-year low
+ Analysts at Corvane said the bank was cautious. Image: that, they added, is what it sells.
+ Photo shops and travel agents have raised prices most, the statistics office said.
+ "The bank's cookies are not yet baked," one trader said.
(Reporting by Ana Reyes; Editing by Jon Pike)
Our Standards: The Reuters Trust Principles.
Source: Agencies
Follow us on X and Telegram
Tags:
inflation
central bank"""

BLOG = """\
Menu
Search
+ How the ferry workers won
Posted on 2 February 2024 by Admin
Filed under: Labour, Ports
3 Comments
+ For six weeks nobody crossed the river. Then, on a wet Sunday, the company gave way.
+ The union's lawyers had found a clause in the terms of service that nobody had read.
+ “Click here to resign,” a manager had written to each of them in January.
* * *
+ Follow the river north and there is a second story. The upper ferry never stopped.
+ Register now or lose your berth, its owner told the crew; all of them signed.
If you enjoyed this post, please subscribe to our newsletter.
Share this:
Click to share on Facebook (Opens in new window)
Tweet
Like this:
Loading...
Leave a Reply
Your email address will not be published. Required fields are marked *
Previous: The night boat
Next: A bridge too far"""

PAGES = {
    "broadcaster": BROADCASTER, "broadsheet": BROADSHEET, "tabloid": TABLOID, "agency": AGENCY,
    "blog": BLOG,
}  # fmt: skip


def parts(page: str) -> tuple[list[str], list[str]]:
    lines = page.splitlines()
    article = [line.removeprefix("+ ") for line in lines if line.startswith("+ ")]
    return article, [line for line in lines if not line.startswith("+ ")]


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_a_copied_page_gives_its_article_and_nothing_else(page: str) -> None:
    article, around = parts(page)
    extracted = extract_text("\n".join(line.removeprefix("+ ") for line in page.splitlines()))
    assert list(extracted.dropped) == around
    assert extracted.article.text.split("\n\n") == article
    assert extracted.article.headline == article[0]


@pytest.mark.parametrize(
    "line",
    [
        "Subscribe or leave, the chairman told his critics on Monday.",
        "Subscribers fell by 3 percent.",
        "Signing up took an hour, she said.",
        "The company changed its privacy policy in March, Lee said.",
        "Getty Images sued the firm over twelve million pictures.",
        "She sold the picture to Getty Images.",
        "“Subscribe to our newsletter and you will see,” he said.",
        "“We use our cookies wisely,” the firm's lawyer told the court.",
        "Advertisement spending fell. Read more newspapers, she advised.",
        "Copyright law will change in May, the minister said.",
        "The file photo showed a man who had left the country in 2019.",
        "The vote was put off to May, he said, after members complained. It had been due in March, "
        "and two parties had asked for more time to read the draft of the law. (Reuters)",
        "By the river, the town's last inn has shut.",
        "Published on Monday, the report blames nobody.",
        "Join the queue, they were told.",
        "Share prices fell by two percent.",
        "May 2024 was the warmest on record.",
        "More from less: that is what the plan amounts to, said Lee.",
        "Trending upwards since May, prices have not fallen once.",
        "He can stay and/or leave (and/or complain).",
        "Comments by the minister drew anger.",
        "Follow the US line, he told the envoys.",
    ],
)
def test_a_paragraph_that_merely_looks_like_a_notice_is_kept(line: str) -> None:
    before = "The council voted on Tuesday to close the ferry line between the two banks."
    after = "The last boat leaves on June 30, and a bus will take its place from the first of July."
    assert without_boilerplate([before, line, after]) == ([before, line, after], [])


@pytest.mark.parametrize("headline", ["Subscribe or leave, chairman tells his critics",
                                      "Most popular names of 2024 revealed",
                                      "By the river, a town waits",
                                      "Read more books, minister tells pupils"])  # fmt: skip
def test_a_headline_that_merely_looks_like_a_notice_is_kept(headline: str) -> None:
    body = "The council voted on Tuesday to close the ferry line between the two banks."
    assert without_boilerplate([headline, body]) == ([headline, body], [])


def test_a_text_without_full_stops_is_kept_whole() -> None:
    lines = [f"and then the {number} boats came in with the tide" for number in ["one", "two"]]
    assert without_boilerplate(lines) == (lines, [])
