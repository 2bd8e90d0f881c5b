#pragma once
#include <span>
#include <string>
#include <string_view>

#include "deploy/helm/schema/decimal.h"
#include "deploy/helm/schema/fault.h"
#include "tree/node.h"

namespace fairlead::helm {

/// Lines as Helm prints them, `- at '/a': …`, causes indented; no line break at the end.
std::string words_of(std::span<const SchemaFault> faults);
/// The place of the first fault that has one, the innermost there.
Span first_place(std::span<const SchemaFault> faults);

/// A text as errors of schemas quote it: in single quotes.
std::string quoted_in_words(std::string_view text);
/// Several of them, with commas.
std::string quoted_list(std::span<const std::string> names);
/// A scalar of a schema or a value; "value" for a collection.
std::string shown_in_words(Ref value);
/// Numbers as English has them: 1,000 and 1.5×10⁰⁶.
std::string number_in_words(std::int64_t number);
std::string number_in_words(const Decimal& number);

}  // namespace fairlead::helm
