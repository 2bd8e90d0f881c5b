#include "gotemplate/strconv/letter_case.h"

namespace fairlead::gotemplate {
namespace {

bool in(char32_t rune, char32_t first, char32_t last) { return rune >= first && rune <= last; }

}  // namespace

char32_t upper_case(char32_t rune) {
  if (in(rune, 'a', 'z')) return rune - 32;
  if (rune < 0x80) return rune;
  if (rune == 0xb5) return 0x39c;
  if (rune == 0xff) return 0x178;
  if (in(rune, 0xe0, 0xfe) && rune != 0xf7) return rune - 32;
  if (in(rune, 0x100, 0x137) || in(rune, 0x14a, 0x177)) return rune == 0x131 ? 'I' : rune & ~1u;
  if (in(rune, 0x139, 0x148) || in(rune, 0x179, 0x17e)) return rune - (rune % 2 == 0 ? 1 : 0);
  if (in(rune, 0x3b1, 0x3cb)) return rune == 0x3c2 ? 0x3a3 : rune - 32;
  if (in(rune, 0x430, 0x44f)) return rune - 32;
  return in(rune, 0x450, 0x45f) ? rune - 80 : rune;
}

char32_t lower_case(char32_t rune) {
  if (in(rune, 'A', 'Z')) return rune + 32;
  if (rune < 0x80) return rune;
  if (in(rune, 0xc0, 0xde) && rune != 0xd7) return rune + 32;
  if (in(rune, 0x100, 0x137) || in(rune, 0x14a, 0x177)) return rune == 0x130 ? 'i' : rune | 1u;
  if (rune == 0x178) return 0xff;
  if (in(rune, 0x139, 0x148) || in(rune, 0x179, 0x17e)) return rune + rune % 2;
  if (in(rune, 0x391, 0x3ab)) return rune + 32;
  if (in(rune, 0x410, 0x42f)) return rune + 32;
  return in(rune, 0x400, 0x40f) ? rune + 80 : rune;
}

}  // namespace fairlead::gotemplate
