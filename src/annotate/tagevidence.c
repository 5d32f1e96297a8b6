#include "annotate/tagevidence.h"

#include <string.h>

#include "annotate/nametally.h"

enum { LONGEST_NAME = 6 };

static unsigned type_of(uint8_t label)
{
    return label == 0 ? 0 : (label - 1u) / 4u + 1u;
}

static unsigned position_of(uint8_t label) { return (label - 1u) % 4u; }

static unsigned bucket(uint32_t count)
{
    return count == 0 ? 0 : 32u - (unsigned)__builtin_clz(count);
}

isnad_status isn_tag_burst(isnad_doc *doc, isn_tag_word *words, uint32_t count)
{
    isn_tallies t;
    if (!isn_tallies_new(&t, count)) {
        return ISNAD_NOMEM;
    }
    for (uint32_t i = 0; i < count; i++) {
        isn_tallies_find(&t, words[i].core, true)->count[0]++;
    }
    for (uint32_t i = 0; i < count; i++) {
        unsigned here =
            bucket(isn_tallies_find(&t, words[i].core, false)->count[0]);
        unsigned all = bucket(doc->tokens.items[i].count) / 2;
        words[i].burst =
            (uint8_t)((here > 4 ? 4 : here) + 5 * (all > 9 ? 9 : all));
    }
    isn_tallies_free(&t);
    return ISNAD_OK;
}

/* How the other mentions of a word were read: 0 none as a name; else the type
 * most of them have and how sure that is. */
static uint8_t seen_as(const isn_tally *all, unsigned own)
{
    uint32_t total = 0, best = 0;
    unsigned which = 0;
    for (unsigned k = 0; k < 4; k++) {
        uint32_t c = all->count[k] - (k == own);
        total += c;
        if (c > best) {
            best = c;
            which = k;
        }
    }
    if (total == 0 || (which == 0 && best == total)) {
        return 0; /* nothing, or never a name */
    }
    unsigned sure = best == total ? (total > 1 ? 0 : 1) : 2;
    return (uint8_t)(1 + 3 * which + sure);
}

/* End of the name that begins at i, or i. */
static uint32_t name_end(const uint8_t *labels, uint32_t count, uint32_t i)
{
    if (labels[i] == 0) {
        return i;
    }
    unsigned position = position_of(labels[i]);
    if (position == ISN_TAG_ALONE) {
        return i + 1;
    }
    if (position != ISN_TAG_BEGIN) {
        return i;
    }
    unsigned type = type_of(labels[i]);
    for (uint32_t j = i + 1; j < count && type_of(labels[j]) == type; j++) {
        if (position_of(labels[j]) == ISN_TAG_LAST) {
            return j + 1;
        }
        if (position_of(labels[j]) != ISN_TAG_INSIDE) {
            break;
        }
    }
    return i;
}

static uint64_t extend(uint64_t h, uint64_t core)
{
    h = (h ^ core) * 0x9E3779B97F4A7C15u;
    return h ^ (h >> 29);
}

static void collect(const isn_tallies *names, const isn_tag_word *words,
                    const uint8_t *labels, uint32_t count)
{
    for (uint32_t i = 0; i < count;) {
        uint32_t end = name_end(labels, count, i);
        if (end > i && end - i <= LONGEST_NAME) {
            uint64_t h = 1;
            for (uint32_t j = i; j < end; j++) {
                h = extend(h, words[j].core);
            }
            isn_tallies_find(names, h, true)->count[type_of(labels[i])]++;
        }
        i = end > i ? end : i + 1;
    }
}

/* The longest name, read elsewhere, whose words stand at i: its length. */
static uint32_t longest(const isn_tallies *names, const isn_tag_word *words,
                        const uint8_t *labels, uint32_t count, uint32_t i,
                        unsigned *type)
{
    uint64_t h = 1;
    uint32_t best = 0;
    uint32_t own = name_end(labels, count, i);
    for (uint32_t n = 1; n <= LONGEST_NAME && i + n <= count; n++) {
        h = extend(h, words[i + n - 1].core);
        const isn_tally *t = isn_tallies_find(names, h, false);
        if (!t) {
            continue;
        }
        uint32_t most = 0;
        for (unsigned k = 1; k < 4; k++) {
            uint32_t c = t->count[k];
            c -= own == i + n && type_of(labels[i]) == k;
            if (c > most) {
                most = c;
                best = n;
                *type = k - 1;
            }
        }
    }
    return best;
}

isnad_status isn_tag_evidence(isnad_doc *doc, isn_tag_word *words,
                              const uint8_t *labels, uint32_t count)
{
    (void)doc;
    isn_tallies types = {0}, names = {0};
    isnad_status status = ISNAD_NOMEM;
    if (!isn_tallies_new(&types, count) || !isn_tallies_new(&names, count)) {
        goto done;
    }
    for (uint32_t i = 0; i < count; i++) {
        isn_tallies_find(&types, words[i].core, true)
            ->count[type_of(labels[i])]++;
        words[i].match = 0;
    }
    collect(&names, words, labels, count);
    for (uint32_t i = 0; i < count; i++) {
        words[i].seen = seen_as(isn_tallies_find(&types, words[i].core, false),
                                type_of(labels[i]));
    }
    for (uint32_t i = 0; i < count;) {
        unsigned type = 0;
        uint32_t n = longest(&names, words, labels, count, i, &type);
        for (uint32_t k = 0; k < n; k++) {
            unsigned position = n == 1       ? ISN_TAG_ALONE
                                : k == 0     ? ISN_TAG_BEGIN
                                : k + 1 == n ? ISN_TAG_LAST
                                             : ISN_TAG_INSIDE;
            words[i + k].match = (uint8_t)isn_tag_label(type, position);
        }
        i += n ? n : 1;
    }
    status = ISNAD_OK;
done:
    isn_tallies_free(&types);
    isn_tallies_free(&names);
    return status;
}
