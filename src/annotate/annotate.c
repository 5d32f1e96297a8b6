/* The findings of a document, in the order in which they need each other:
 * figures leave out what dates took, statements know the names. */
#include "annotate/annotate.h"

#include "annotate/dates.h"
#include "annotate/statements.h"

isnad_status isn_annotate(isnad_doc *doc)
{
    isnad_status status = isn_annotate_dates(doc);
    if (!status) {
        status = isn_annotate_figures(doc);
    }
    if (!status) {
        status = isn_annotate_names(doc);
    }
    if (!status) {
        isn_figures_without_ages(doc);
        status = isn_annotate_statements(doc);
    }
    return status ? status : isn_dates_in_quotes(doc);
}

isnad_status isn_annotate_redate(isnad_doc *doc)
{
    isnad_status status = isn_annotate_dates(doc);
    status = status ? status : isn_statements_redate(doc);
    return status ? status : isn_dates_in_quotes(doc);
}
