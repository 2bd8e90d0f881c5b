#pragma once
#include "gotemplate/time/moment.h"
#include "gotemplate/value/heap.h"

namespace fairlead::gotemplate {

/// What the clock shows at every render.
Moment fixed_now();

/// A time.Time with its methods, and back.
Value moment_value(Heap& heap, const Moment& moment);
bool is_moment(const Value& value);
const Moment& moment_of(const Value& value);

/// So many nanoseconds later.
Moment later(Moment moment, std::int64_t nanos);

/// Go's strconv.ParseInt of base 10 without its error: the nearest number that fits.
std::int64_t clamped_int(std::string_view text);

}  // namespace fairlead::gotemplate
