// What differs at every render: values of the same shape that nobody judges.
#include "gotemplate/sprig/casts.h"
#include "gotemplate/sprig/sprig.h"

namespace fairlead::gotemplate {
namespace {

/// So many characters, the same ones each time.
Value word(Call& call, std::string_view letters) {
  const std::int64_t count = call[0].integer();
  if (count < 0 || !call.affords(static_cast<std::uint64_t>(count))) return call.made("");
  std::string made;
  for (std::int64_t i = 0; i < count; ++i)
    made += letters[static_cast<std::size_t>(i) % letters.size()];
  return call.heap.made_up(made);
}

Value alphanumeric(Call& call) { return word(call, "Fa1rLeadG0esStra1ght"); }
Value alphabetic(Call& call) { return word(call, "FairLeadGoesStraight"); }
Value numeric(Call& call) { return word(call, "7301946285"); }

Value bytes(Call& call) {
  const std::int64_t count = call[0].integer();
  if (count < 0 || !call.affords(2 * static_cast<std::uint64_t>(count))) return call.made("");
  // Base64 of so many bytes.
  std::string made(static_cast<std::size_t>((count + 2) / 3 * 4), 'A');
  for (std::int64_t i = 0; i < (3 - count % 3) % 3; ++i)
    made[made.size() - 1 - static_cast<std::size_t>(i)] = '=';
  return call.heap.made_up(made);
}

Value integer(Call& call) {
  if (call[1].integer() <= call[0].integer()) return call.fail("invalid argument to Intn");
  return Value::integer(call[0].integer()).as_synthetic();
}

Value uuid(Call& call) { return call.heap.made_up("7301f628-5a1b-4c0d-8e2f-3a4b5c6d7e8f"); }

Value shuffle(Call& call) { return call.heap.made_up(call[0].text()); }

constexpr Function table[] = {
    {"randAlphaNum", "int", alphanumeric},
    {"randAlpha", "int", alphabetic},
    {"randAscii", "int", alphanumeric},
    {"randNumeric", "int", numeric},
    {"randBytes", "int", bytes},
    {"randInt", "int, int", integer},
    {"uuidv4", "", uuid},
    {"shuffle", "string", shuffle},
};

}  // namespace

std::span<const Function> random_functions() { return table; }

}  // namespace fairlead::gotemplate
