#include "story/who.h"

#include <string.h>
#include <xxhash.h>

#include "lang/lexicon.h"
#include "text/match.h"

/* A country tells less of a speaker than his name or office. */
static const float COUNTRY = 2;

const char *isn_country_at(const isnad_doc *doc, uint32_t at)
{
    const isn_sense *nation =
        isn_lex_sense(doc->tokens.items[at].entry, ISN_CLASS_NATIONALITY);
    if (nation) {
        return isn_rows_nationality[nation->row].country;
    }
    isn_match_result m = isn_match(doc, at, ISN_CLASS_PLACE);
    return m.sense ? isn_rows_place[m.sense->row].country : NULL;
}

void isn_who_add(const isnad_doc *doc, uint32_t first, uint32_t end,
                 isn_who *who)
{
    for (uint32_t i = first;
         i < end && i < doc->tokens.count && who->count < ISN_MOST_WHO; i++) {
        const char *country = isn_country_at(doc, i);
        isn_weight *item = &who->items[who->count];
        if (country) {
            item->term = (uint32_t)XXH3_64bits(country, strlen(country));
            item->weight = COUNTRY;
            who->count++;
        } else if (isn_term_of(&doc->tokens.items[i], &item->term,
                               &item->weight)) {
            who->count++;
        }
    }
}

isnad_status isn_who_bag(isn_arena *arena, const isn_who *who, isn_bag *bag)
{
    isn_weight *items =
        isn_arena_alloc(arena, (who->count + 1) * sizeof *items);
    *bag = (isn_bag){0};
    if (!items) {
        return ISNAD_NOMEM;
    }
    memcpy(items, who->items, who->count * sizeof *items);
    bag->terms = (isn_vector){items, isn_weights_unique(items, who->count)};
    for (uint32_t i = 0; i < bag->terms.count; i++) {
        bag->sum += items[i].weight;
    }
    return ISNAD_OK;
}
