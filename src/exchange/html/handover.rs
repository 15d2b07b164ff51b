//! The handover as an HTML file.

use maud::{Markup, html};

use crate::base::language::Language;
use crate::exchange::html::{blocks, document, heading};
use crate::render::handover::{Handover, Page};

/// The file.
#[must_use]
pub fn page(language: Language, handover: &Handover) -> String {
    let body = html! {
        header {
            (heading(1, &handover.title))
            nav aria-label=(handover.title) {
                ul {
                    @for (number, page) in handover.pages.iter().enumerate() {
                        li { a href={ "#page-" (number + 1) } { (page.heading) } }
                    }
                }
            }
        }
        main {
            @for (number, page) in handover.pages.iter().enumerate() {
                (article(number + 1, page))
            }
        }
    };
    document(language, &handover.title, &body)
}

fn article(number: usize, page: &Page) -> Markup {
    html! {
        article id={ "page-" (number) } aria-label=(page.heading) {
            (heading(2, &page.heading))
            @if !page.blanks.is_empty() {
                div.blanks {
                    @for blank in &page.blanks { p.blank { (blank) ":" } }
                }
            }
            (blocks(&page.lead, 3))
            @for section in &page.sections {
                section aria-label=(section.heading) {
                    (heading(3, &section.heading))
                    (blocks(&section.blocks, 4))
                }
            }
        }
    }
}
