#include "cli/files/line_input.h"

namespace fairlead {

bool LineInput::next() {
  line_.clear();
  too_long_ = false;
  bool any = false;
  for (int c = getc_unlocked(file_); c != EOF; c = getc_unlocked(file_)) {
    any = true;
    if (c == '\n') break;
    if (line_.size() < most_)
      line_ += static_cast<char>(c);
    else
      too_long_ = true;
  }
  return any;
}

}  // namespace fairlead
