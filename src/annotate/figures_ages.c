/* Ages told by the name before them, once names are known. */
#include <string.h>

#include "annotate/annotate.h"

/* «ريتشارد باركلي 50 عاما ضابط سابق»: years in digits right behind a person. */
static bool is_age(const isnad_doc *doc, const isnad_figure *figure,
                   const isnad_name *name)
{
    enum { LEAST_AGE = 3, MOST_AGE = 115 };
    return name->type == ISNAD_PER &&
           figure->span.begin == name->span.end + 1 &&
           doc->text[name->span.end] == ' ' && figure->of &&
           strcmp(figure->of, "year") == 0 && !figure->approximate &&
           strcmp(figure->rule, "digits") == 0 && figure->low >= LEAST_AGE &&
           figure->high <= MOST_AGE;
}

void isn_figures_without_ages(isnad_doc *doc)
{
    size_t kept = 0, name = 0;
    for (size_t i = 0; i < doc->figures.count; i++) {
        const isnad_figure *figure = &doc->figures.items[i];
        while (name + 1 < doc->names.count &&
               doc->names.items[name + 1].span.end < figure->span.begin) {
            name++;
        }
        if (name < doc->names.count &&
            is_age(doc, figure, &doc->names.items[name])) {
            continue;
        }
        doc->figures.items[kept++] = *figure;
    }
    doc->figures.count = kept;
}
