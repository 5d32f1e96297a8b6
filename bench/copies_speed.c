/* Copies from tokens, on one core:
 *
 *     copies-speed DOCUMENTS PAGES…
 *
 * Makes DOCUMENTS documents of the pages: each page again and again, every
 * time with other words of its own exchanged (none, 3, 10, 25 in a hundred)
 * or only a part of it left.  Prints documents a second of processor time
 * and bytes a document, of half of them and of all.
 */
#include <stdio.h>
#include <string.h>

#include "edited_pages.h"
#include "story/finder.h"

/* The n-th document: a page whose words were exchanged for others of the
 * page, or a part of it.  Tokens are put back by the next call. */
static isnad_doc *make(size_t n, isn_token *work)
{
    static isnad_doc *last;
    static isn_token *own;
    static size_t own_count;
    if (last) {
        last->tokens.items = own;
        last->tokens.count = own_count;
    }
    isnad_doc *doc = pages[n % page_count];
    size_t round = n / page_count;
    last = doc;
    own = doc->tokens.items;
    own_count = doc->tokens.count;
    static const uint32_t changed[] = {0, 3, 10, 25, 0, 8, 14, 30};
    uint32_t share = changed[round % 8];
    memcpy(work, own, own_count * sizeof *own);
    drawn = n * 77 + 1;
    for (size_t i = 0; share && i < own_count; i++) {
        if (draw(100) < share) {
            isn_token other = own[draw((uint32_t)own_count)];
            work[i].fold = other.fold;
            work[i].fold_len = other.fold_len;
            work[i].stem = other.stem;
            work[i].stem_len = other.stem_len;
            work[i].count = other.count;
        }
    }
    doc->tokens.items = work;
    return doc;
}

int main(int argc, char **argv)
{
    isn_token *work = argc > 2 ? read_pages(argv + 2, argc - 2, true) : NULL;
    if (!work) {
        return 1;
    }
    size_t due = (size_t)atoll(argv[1]), links = 0;
    isn_finder *finder = isn_finder_new();
    isn_print_room room = {0};
    size_t before = bytes_in_use();
    double spent = 0, half = 0;
    for (size_t n = 0; n < due; n++) {
        isnad_doc *doc = make(n, work);
        isn_print print;
        const isn_found *found;
        size_t count;
        double begun = seconds();
        if (isn_print_of(&room, doc, &print) ||
            isn_finder_add(finder, &print, &found, &count)) {
            return 1;
        }
        spent += seconds() - begun;
        links += count;
        half = n + 1 == due / 2 ? spent : half;
    }
    size_t after = bytes_in_use();
    printf("%zu pages, %zu documents, %zu links: %.0f documents/s, "
           "time(2n)/time(n) %.2f, %.0f bytes a document\n",
           page_count, due, links, (double)due / spent, spent / half,
           (double)(after - before) / (double)due);
    isn_finder_free(finder);
    isn_print_room_free(&room);
    free(work);
    return 0;
}
