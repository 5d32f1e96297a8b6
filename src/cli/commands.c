#include <stdio.h>
#include <string.h>

#include "cli/cli.h"
#include "isnad/isnad.h"

const cli_command cli_commands[] = {
    {"add", CLI_ADD, "PILE…",
     "keeps the pages of a pile in a store.\n"
     "\n"
     "A store is one file with every payload once, compressed, and where it "
     "was\n"
     "found; the other commands read it with --store.  What is in it already "
     "is\n"
     "passed over; a page that changed is kept beside what it was.  What is "
     "told\n"
     "to be on disk outlives a crash.",
     "text",
     "  isnad add crawl/\n"
     "  isnad add --store news.isnad crawl/\n"
     "  isnad report --store news.isnad\n"
     "  isnad verify report.json --store news.isnad\n",
     cli_add},
    {"search", CLI_SEARCH, "[WORDS…]",
     "finds articles of a store, or who said what about what.\n"
     "\n"
     "Words are found in all their forms, \"in quotation marks\" as they "
     "follow\n"
     "each other; a* by their beginning, a | b either, -a without,\n"
     "NEAR(a b, 5) with at most five words between.  Below the hits stands "
     "which\n"
     "people, places, roles, outlets, months and kinds of source they have, "
     "and\n"
     "each is an option that narrows.  Without words: all that the options "
     "leave.",
     "text json",
     "  isnad search 'جسر النهر'\n"
     "  isnad search --store news.isnad '\"سد الغار\" سيول -مدارس' --from "
     "2023-03-01\n"
     "  isnad search --said-by 'وزير الصحة' اللقاح\n"
     "  isnad search --said --kind unnamed 'وقف إطلاق النار'\n",
     cli_search},
    {"rebuild", CLI_REBUILD, "",
     "makes the search index of a store anew from its pages.\n"
     "\n"
     "For a store that an older isnad filled.",
     "text", "  isnad rebuild --store news.isnad\n", cli_rebuild},
    {"report", CLI_REPORT, "PILE…",
     "lays out the stories of a pile.\n"
     "\n"
     "Who said what, through whom; how many independent origins stand behind\n"
     "it; what the reports agree on and where they differ; how each figure\n"
     "moved.  json: all of it, every statement with the bytes it stands at; "
     "csv:\n"
     "the claim ledger, a statement a row; html: a dossier in one file; md "
     "and\n"
     "text: for reading; geojson: the places, with what is said of them;\n"
     "jsonld: Web Annotation and PROV-O; claimreview: drafts without a "
     "rating;\n"
     "ninjs: the pages for other systems; ics: the timeline; citations: a "
     "line a\n"
     "page.",
     "text json html csv md geojson jsonld claimreview ninjs ics citations",
     "  isnad report crawl/\n"
     "  isnad report --format json crawl/ -o report.json\n"
     "  isnad report --format csv --published-from days.tsv pages/ -o "
     "ledger.csv\n"
     "  isnad report --labels en --format md a.html b.html\n",
     cli_report},
    {"read", CLI_READ, "PILE…",
     "prints what is found in each document.\n"
     "\n"
     "jsonl: a document a line: blocks, dates, figures, names, statements "
     "with\n"
     "their chains, each with its place in the source's bytes.  text: the\n"
     "article and what is said in it, for people.  segments: plain text, a "
     "line\n"
     "out for each line in, clitics joined by +.",
     "jsonl text segments",
     "  isnad read page.html\n"
     "  isnad read --pile crawl/ -o found.jsonl\n"
     "  isnad read --format text - < page.html.gz\n"
     "  isnad read --published-from days.tsv pages/*.txt\n",
     cli_read},
    {"text", CLI_TEXT, "PILE…",
     "prints the article of each document alone.\n"
     "\n"
     "No menu, caption or related headline; title, outlet, author, day and\n"
     "agencies beside it in jsonl.",
     "text jsonl md",
     "  isnad text page.html\n"
     "  isnad text --format jsonl crawl/ -o articles.jsonl\n",
     cli_text},
    {"explain", CLI_EXPLAIN, "PILE…",
     "tells of each date, figure, name and statement why it was read so.\n"
     "\n"
     "In the order of the text: the words, what was read, the day it was\n"
     "counted from, the rule that fired; for a statement its cue, its speaker\n"
     "and the hops.  docs/dates.md, figures.md, names.md and statements.md\n"
     "tell the rules.",
     "text",
     "  isnad explain page.html\n"
     "  isnad explain --published 2022-01-14 --labels en page.txt\n",
     cli_explain},
    {"copies", CLI_COPIES, "PILE…",
     "prints every pair of documents that share text.\n"
     "\n"
     "copy: the same text, edited at most; derived: built on the other, or on\n"
     "the same third text.  The likelier source stands first.  With "
     "--passages\n"
     "the words that both share, and what was cut, added, replaced or moved; "
     "with\n"
     "--index the pages are added to those of earlier runs and held against "
     "them.",
     "text json",
     "  isnad copies crawl/\n"
     "  isnad copies --passages a.html b.html\n"
     "  isnad copies --index seen monday/; isnad copies --index seen tuesday/\n"
     "  isnad copies --format json crawl/ -o links.json\n",
     cli_copies},
    {"figures", CLI_FIGURES, "PILE…",
     "prints the figures of the stories as casualty recorders keep them.\n"
     "\n"
     "A row a reading: what is counted, place, day, bounds, who gives it, the\n"
     "words in Arabic and where they stand.  With --min-max a row for each\n"
     "figure: its lowest and highest value by independent origin, copies\n"
     "counted once.  CSV that opens right in a spreadsheet.",
     "csv",
     "  isnad figures crawl/ -o figures.csv\n"
     "  isnad figures --role killed --min-max crawl/ -o killed.csv\n",
     cli_figures},
    {"sources", CLI_SOURCES, "PILE…",
     "prints what kinds of source stand behind the statements.\n"
     "\n"
     "By story and outlet, then by outlet over the whole pile: how many\n"
     "statements a named person, an office, a document, a medium, a social\n"
     "account, an eyewitness, an unnamed source or nobody stands for.",
     "text csv",
     "  isnad sources crawl/\n"
     "  isnad sources --format csv crawl/ -o sources.csv\n",
     cli_sources},
    {"chain", CLI_CHAIN, "PILE…",
     "prints how the statements of each story reached us, as a graph.\n"
     "\n"
     "Outlets, relays, documents and speakers; an edge leads from where a\n"
     "report came to where it went.  json gives each edge the bytes that\n"
     "prove it; dot is for Graphviz.",
     "json dot svg graphml",
     "  isnad chain --format svg crawl/ -o chains.svg\n"
     "  isnad chain --format graphml crawl/ -o chains.graphml\n"
     "  isnad chain --format dot crawl/ | dot -Tpdf -o chains.pdf\n",
     cli_chain},
    {"claim", CLI_CLAIM, "SENTENCE PILE…",
     "looks a pasted sentence up in a pile.\n"
     "\n"
     "Where it first appears, through whom it came, who repeats it in which\n"
     "words, who denies it or gives another figure, each with its bytes.  No\n"
     "verdict: first in the pile is not first in the world.  Exit code 1\n"
     "where no page tells it.",
     "text json",
     "  isnad claim 'أعلنت الوزارة إغلاق الجسر' crawl/\n"
     "  isnad claim --format json 'أعلنت الوزارة إغلاق الجسر' crawl/ -o "
     "claim.json\n",
     cli_claim},
    {"export", CLI_EXPORT, "PILE…",
     "writes a pile as tables into a folder.\n"
     "\n"
     "documents, stories, statements, attributions, figures, quotes, copies,\n"
     "versions, and manifest.json: version, settings, digests.  Again is the "
     "same\n"
     "bytes.  tools/parquet.py makes Parquet of them; docs/export.md tells "
     "the\n"
     "columns.",
     "jsonl csv",
     "  isnad export crawl/ -o tables\n"
     "  isnad export --format csv --store news.isnad -o tables\n",
     cli_export},
    {"bundle", CLI_BUNDLE, "STORY PILE…",
     "puts a story and its pages into one file that proves itself.\n"
     "\n"
     "WARC within gzip: the pages as they were read, then the report of the "
     "story,\n"
     "whose addresses are places in this file.  STORY is its number in the "
     "report,\n"
     "or its id, which json and csv tell.",
     "",
     "  isnad bundle 1 crawl/ -o evidence.warc.gz\n"
     "  isnad bundle 0d6982ebcc82 --store news.isnad -o evidence.warc.gz\n"
     "  isnad verify evidence.warc.gz\n",
     cli_bundle},
    {"verify", CLI_VERIFY, "REPORT PILE…",
     "reads the evidence of a report again and compares.\n"
     "\n"
     "REPORT is what `isnad report --format json` wrote.  Every place that it\n"
     "names is read in the pile, through the same decodings: the bytes must\n"
     "have the same SHA-256 and read the same.  What does not is named, and "
     "the\n"
     "exit code is 1.",
     "text",
     "  isnad report --format json crawl/ -o report.json\n"
     "  isnad verify report.json crawl/\n"
     "  isnad verify evidence.warc.gz   (of isnad bundle)\n",
     cli_verify},
    {"watch", CLI_WATCH, "SOURCE…",
     "visits feeds and pages again and again and keeps every exchange.\n"
     "\n"
     "A SOURCE is the address of a feed or page, or a file: OPML, or an "
     "address a\n"
     "line.  Entries of feeds are fetched once.  Requests and answers, "
     "redirects and\n"
     "robots.txt go as they travelled into WARC files in the folder DIR, "
     "which\n"
     "every command reads: the evidence is the capture.  Hosts are asked at "
     "their\n"
     "pace and obeyed; private addresses are refused.",
     "text",
     "  isnad watch --warc archive feeds.opml\n"
     "  isnad watch --warc archive --every 5m https://news.example/rss\n"
     "  isnad watch --warc archive --once --pace 5s feeds.opml   (from cron)\n"
     "  isnad report archive/\n",
     NULL},
    {"serve", CLI_SERVE, "[PILE…]",
     "shows a pile as a web site on this computer.\n"
     "\n"
     "Stories by independent origins, articles with their evidence, all that\n"
     "somebody said, places, figures, outlets, copies side by side, the "
     "look-up of\n"
     "a sentence, what changed; the same rows as JSON under /api.  It answers "
     "until\n"
     "Ctrl-C, on 127.0.0.1 alone, and nobody else.  Without PILE it shows a "
     "store,\n"
     "--store FILE or the one in your home: pages can be added and names "
     "corrected in\n"
     "the browser, and what `isnad add` adds meanwhile comes in by itself.",
     "text",
     "  isnad serve crawl/\n"
     "  isnad serve\n"
     "  isnad serve --store news.isnad --port 9000 --labels en\n"
     "  curl http://127.0.0.1:8321/api/stories\n",
     NULL},
    {"doctor", CLI_DOCTOR, "",
     "tells what this isnad is made of, and what protects it here.\n"
     "\n"
     "The layers of the sandbox that are active, the system, the libraries, "
     "the\n"
     "tables and models by size and SHA-256, the limits of reading.  "
     "docs/sandbox.md\n"
     "tells what each layer takes away.",
     "text json", "  isnad doctor\n  isnad doctor --format json\n", cli_doctor},
    {"help", CLI_HELP, "", "prints this, or `isnad help COMMAND`.", "text",
     "  isnad help read\n", cli_help},
    {"version", CLI_HELP, "", "prints the version.", "text",
     "  isnad version\n", cli_version},
};

const size_t cli_command_count = sizeof cli_commands / sizeof *cli_commands;

const cli_command *cli_find_command(const char *name)
{
    for (size_t i = 0; i < cli_command_count; i++) {
        if (strcmp(cli_commands[i].name, name) == 0) {
            return &cli_commands[i];
        }
    }
    return NULL;
}

int cli_help(cli *c)
{
    const cli_command *command = NULL;
    if (c->path_count > 0) {
        command = cli_find_command(c->paths[0]);
        if (!command) {
            cli_say("no such command: %s", c->paths[0]);
            return EXIT_USAGE;
        }
    }
    cli_print_help(command, stdout);
    return EXIT_DONE;
}

int cli_version(cli *c)
{
    (void)c;
    printf("isnad %s\n", isnad_version());
    return EXIT_DONE;
}
