#include "report/telling.h"

#include <fmt/format.h>

#include "base/text.h"
#include "lint/words.h"
#include "report/inert.h"
#include "report/place.h"

namespace fairlead {
namespace {

/// More places would hide the help in an annotation.
constexpr std::size_t most_places = 10;

}  // namespace

std::string Telling::words(std::string_view text) const { return inert(text); }

std::string Telling::message(const Finding& finding) const { return words(finding.message); }

std::string Telling::line(const Finding& finding) const {
  std::string text = message(finding);
  const std::string_view from = template_of(*report_.sources, finding.at);
  if (!from.empty()) text += ", from " + words(from);
  std::string_view lead = ". Help: ";
  for (const std::string_view part : split(trimmed(finding.help), '\n')) {
    if (trimmed(part).empty()) continue;
    text += std::string(lead) + words(trimmed(part));
    lead = " ";
  }
  return text;
}

std::string Telling::lines(const Finding& finding) const {
  std::string text = message(finding);
  std::size_t places = 0;
  for (const Label& label : finding.labels) {
    if (places++ == most_places) {
      text += fmt::format("\nand {} more places", finding.labels.size() - most_places);
      break;
    }
    const Position at = report_.sources->position(label.at.source, label.at.begin);
    text += fmt::format("\n{}:{}: {}", inert(report_.sources->name(label.at.source)), at.line,
                        label.text.empty() ? "here" : words(label.text));
  }
  if (!finding.environments.empty()) text += "\nin: " + words(some_names(finding.environments));
  const std::string_view from = template_of(*report_.sources, finding.at);
  if (!from.empty()) text += "\nfrom: " + words(from);
  std::string_view lead = "\nhelp: ";
  for (const std::string_view part : split(trimmed(finding.help), '\n')) {
    if (part.empty()) continue;
    text += std::string(lead) + words(part);
    lead = "\n";
  }
  return text;
}

}  // namespace fairlead
