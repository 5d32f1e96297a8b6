#include "page/date_months.h"

#include <stdbool.h>
#include <string.h>

#include "core/utf8.h"

enum { LONGEST_WORD = 24, JALALI = ISN_MONTH_JALALI };

/* Months by their first letters, small; the longest that fits counts.  Arabic
 * names stand in lang/ar/months.txt, with a grammar around them. */
static const struct {
    const char *name;
    int8_t month;
} months[] = {
    {"jan", 1},
    {"feb", 2},
    {"mar", 3},
    {"apr", 4},
    {"may", 5},
    {"jun", 6},
    {"jul", 7},
    {"aug", 8},
    {"sep", 9},
    {"oct", 10},
    {"nov", 11},
    {"dec", 12},
    /* German, Dutch, Scandinavian */
    {"jän", 1},
    {"mär", 3},
    {"mrz", 3},
    {"maa", 3},
    {"mrt", 3},
    {"mei", 5},
    {"mai", 5},
    {"maj", 5},
    {"okt", 10},
    {"dez", 12},
    {"des", 12},
    /* French */
    {"fév", 2},
    {"fev", 2},
    {"avr", 4},
    {"juin", 6},
    {"juil", 7},
    {"aoû", 8},
    {"aou", 8},
    {"déc", 12},
    /* Spanish, Portuguese, Italian, Catalan */
    {"ene", 1},
    {"abr", 4},
    {"ago", 8},
    {"set", 9},
    {"out", 10},
    {"dic", 12},
    {"gen", 1},
    {"mag", 5},
    {"giu", 6},
    {"lug", 7},
    {"ott", 10},
    /* Polish, Czech, Slovak */
    {"sty", 1},
    {"lut", 2},
    {"kwi", 4},
    {"cze", 6},
    {"lip", 7},
    {"sie", 8},
    {"wrz", 9},
    {"paź", 10},
    {"lis", 11},
    {"gru", 12},
    {"led", 1},
    {"úno", 2},
    {"bře", 3},
    {"dub", 4},
    {"kvě", 5},
    {"červn", 6},
    {"červenc", 7},
    {"srp", 8},
    {"zář", 9},
    {"říj", 10},
    {"pro", 12},
    /* Croatian, where they differ; Slovenian, Serbian */
    {"sij", 1},
    {"velj", 2},
    {"ožu", 3},
    {"trav", 4},
    {"svib", 5},
    {"lipnj", 6},
    {"lipanj", 6},
    {"srpnj", 7},
    {"srpanj", 7},
    {"kolov", 8},
    {"ruj", 9},
    {"stud", 11},
    {"avg", 8},
    /* Turkish, Indonesian, Malay */
    {"oca", 1},
    {"şub", 2},
    {"nis", 4},
    {"haz", 6},
    {"tem", 7},
    {"ağu", 8},
    {"eyl", 9},
    {"eki", 10},
    {"kas", 11},
    {"ara", 12},
    {"agu", 8},
    {"mac", 3},
    {"ogos", 8},
    {"dis", 12},
    /* Hungarian, Romanian, Albanian */
    {"már", 3},
    {"ápr", 4},
    {"máj", 5},
    {"jún", 6},
    {"júl", 7},
    {"sze", 9},
    {"ian", 1},
    {"iun", 6},
    {"iul", 7},
    {"noi", 11},
    {"shku", 2},
    {"prill", 4},
    {"qer", 6},
    {"korr", 7},
    {"gush", 8},
    {"shta", 9},
    {"teto", 10},
    {"nën", 11},
    {"dhj", 12},
    /* Lithuanian, Latvian, Estonian, Finnish */
    {"saus", 1},
    {"vas", 2},
    {"kov", 3},
    {"bal", 4},
    {"geg", 5},
    {"bir", 6},
    {"lie", 7},
    {"rugp", 8},
    {"rugs", 9},
    {"spal", 10},
    {"lapk", 11},
    {"jūn", 6},
    {"jūl", 7},
    {"jaan", 1},
    {"vee", 2},
    {"juun", 6},
    {"juul", 7},
    {"det", 12},
    {"tammi", 1},
    {"helmi", 2},
    {"huhti", 4},
    {"touko", 5},
    {"kesä", 6},
    {"heinä", 7},
    {"elo", 8},
    {"syys", 9},
    {"loka", 10},
    {"marras", 11},
    {"joulu", 12},
    /* Russian, Ukrainian, Bulgarian, Serbian */
    {"янв", 1},
    {"яну", 1},
    {"фев", 2},
    {"мар", 3},
    {"апр", 4},
    {"мая", 5},
    {"май", 5},
    {"мај", 5},
    {"июн", 6},
    {"юн", 6},
    {"июл", 7},
    {"юл", 7},
    {"авг", 8},
    {"сен", 9},
    {"сеп", 9},
    {"окт", 10},
    {"ноя", 11},
    {"ное", 11},
    {"нов", 11},
    {"дек", 12},
    {"дец", 12},
    {"јан", 1},
    {"јун", 6},
    {"јул", 7},
    {"січ", 1},
    {"лют", 2},
    {"бер", 3},
    {"кві", 4},
    {"тра", 5},
    {"чер", 6},
    {"лип", 7},
    {"сер", 8},
    {"вер", 9},
    {"жов", 10},
    {"лис", 11},
    {"гру", 12},
    /* Greek */
    {"ιαν", 1},
    {"φεβ", 2},
    {"μαρ", 3},
    {"μάρ", 3},
    {"απρ", 4},
    {"μαΐ", 5},
    {"μάι", 5},
    {"μαϊ", 5},
    {"ιουν", 6},
    {"ιούν", 6},
    {"ιουλ", 7},
    {"ιούλ", 7},
    {"αυγ", 8},
    {"αύγ", 8},
    {"σεπ", 9},
    {"οκτ", 10},
    {"νοε", 11},
    {"νοέ", 11},
    {"δεκ", 12},
    /* Hebrew, behind its preposition */
    {"ינואר", 1},
    {"פברואר", 2},
    {"מרץ", 3},
    {"מרס", 3},
    {"אפריל", 4},
    {"מאי", 5},
    {"יוני", 6},
    {"יולי", 7},
    {"אוגוסט", 8},
    {"ספטמבר", 9},
    {"אוקטובר", 10},
    {"נובמבר", 11},
    {"דצמבר", 12},
    /* Hindi */
    {"जन", 1},
    {"फर", 2},
    {"फ़र", 2},
    {"मार्च", 3},
    {"अप्रैल", 4},
    {"मई", 5},
    {"जून", 6},
    {"जुल", 7},
    {"अग", 8},
    {"सित", 9},
    {"अक्ट", 10},
    {"अक्तू", 10},
    {"नव", 11},
    {"दिस", 12},
    /* Persian and Urdu names of Gregorian months */
    {"ژانویه", 1},
    {"فوریه", 2},
    {"مارس", 3},
    {"آوریل", 4},
    {"ژوئن", 6},
    {"ژوئیه", 7},
    {"جولای", 7},
    {"اوت", 8},
    {"آگوست", 8},
    {"سپتامبر", 9},
    {"اکتبر", 10},
    {"نوامبر", 11},
    {"دسامبر", 12},
    {"جنوری", 1},
    {"فروری", 2},
    {"مارچ", 3},
    {"اپریل", 4},
    {"مئی", 5},
    {"جون", 6},
    {"جولائی", 7},
    {"اگست", 8},
    {"ستمبر", 9},
    {"اکتوبر", 10},
    {"نومبر", 11},
    {"دسمبر", 12},
    /* Of the Persian calendar */
    {"فروردین", JALALI + 1},
    {"فروردين", JALALI + 1},
    {"اردیبهشت", JALALI + 2},
    {"ارديبهشت", JALALI + 2},
    {"خرداد", JALALI + 3},
    {"تیر", JALALI + 4},
    {"تير", JALALI + 4},
    {"مرداد", JALALI + 5},
    {"امرداد", JALALI + 5},
    {"شهریور", JALALI + 6},
    {"شهريور", JALALI + 6},
    {"مهر", JALALI + 7},
    {"آبان", JALALI + 8},
    {"آذر", JALALI + 9},
    {"دی", JALALI + 10},
    {"دي", JALALI + 10},
    {"بهمن", JALALI + 11},
    {"اسفند", JALALI + 12},
};

/* The small letter of the scripts above that have large ones. */
static uint32_t small_letter(uint32_t c)
{
    bool plain = (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0xDE) ||
                 (c >= 0x391 && c <= 0x3AB) || (c >= 0x410 && c <= 0x42F);
    bool paired = (c >= 0x100 && c <= 0x177 && c != 0x130 && c != 0x131) ||
                  (c >= 0x179 && c <= 0x17E);
    if (plain) {
        return c + 32;
    }
    if (paired) { /* large and small stand side by side */
        return (c >= 0x139 && c <= 0x148) || c >= 0x179 ? c + (c & 1) : c | 1;
    }
    return c == 0x388 ? 0x3AD : c == 0x389 ? 0x3AE : c == 0x38A ? 0x3AF : c;
}

int32_t isn_month_named(const char *text, size_t len, size_t *at)
{
    static const char be[] = "\xD7\x91"; /* Hebrew «in» */
    char word[3 * LONGEST_WORD + 4];     /* a broken byte becomes three */
    size_t end = *at, size = 0, best = 0;
    while (end < len && isn_is_date_letter(text[end])) {
        end++;
    }
    if (end == *at || end - *at > LONGEST_WORD) {
        return 0;
    }
    for (size_t i = *at; i < end;) {
        uint32_t c;
        i += isn_utf8_decode(text + i, end - i, &c);
        size += isn_utf8_encode(small_letter(c), word + size);
    }
    const char *from = word;
    if (size > 4 && memcmp(word, be, 2) == 0) {
        from += 2;
        size -= 2;
    }
    int32_t month = 0;
    for (size_t i = 0; i < sizeof months / sizeof *months; i++) {
        const char *name = months[i].name;
        if (name[0] != from[0]) {
            continue;
        }
        size_t n = strlen(name);
        if (n > best && n <= size && memcmp(from, name, n) == 0) {
            best = n;
            month = months[i].month;
        }
    }
    if (month) {
        *at = end;
    }
    return month;
}
