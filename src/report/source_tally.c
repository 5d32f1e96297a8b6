#include "report/source_tally.h"

#include <string.h>

#include "core/sort.h"

static bool same_outlet(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : a == b;
}

static isn_tally *tally_of(isn_tallies *all, const char *outlet)
{
    for (size_t i = 0; i < all->count; i++) {
        if (same_outlet(all->items[i].outlet, outlet)) {
            return &all->items[i];
        }
    }
    all->items[all->count] = (isn_tally){.outlet = outlet};
    return &all->items[all->count++];
}

void isn_tallies_add(isn_tallies *all, const isnad_doc *doc)
{
    size_t count;
    const isnad_statement *s = isnad_doc_statements(doc, &count);
    isn_tally *t = tally_of(all, isnad_doc_outlet(doc).value);
    t->documents++;
    for (size_t i = 0; i < count; i++) {
        t->of_kind[isn_source_number(s[i].source_kind)]++;
        t->all++;
    }
}

static int by_outlet(const void *a, const void *b)
{
    const isn_tally *x = a, *y = b;
    return strcmp(x->outlet ? x->outlet : "", y->outlet ? y->outlet : "");
}

void isn_tallies_sort(isn_tallies *all)
{
    isn_sort(all->items, all->count, sizeof *all->items, by_outlet);
}
