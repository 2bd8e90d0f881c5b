#include "gotemplate/value/heap.h"

#include <algorithm>

#include "tree/scalar.h"
#include "tree/scalar_number.h"

namespace fairlead::gotemplate {

OriginId Heap::written(const Node& node) {
  const Span at = node.span();
  return at.is_place() ? sources_.add_origin(at, OriginKind::interpolated) : OriginId::none;
}

/// The text of a scalar, with the bytes that it was written as.
const BuiltText* Heap::leaf(const Node& node, std::string_view text) {
  const auto size = static_cast<std::uint32_t>(text.size());
  Span at = node.span();
  if (!at.is_place()) return &string(text).rope();
  Copy copy = Copy::verbatim;
  if (size == 0)
    copy = Copy::transformed;  // its quotes are all that can be pointed at
  else if (at.size() == size + 2u)
    at = at.part(1, size + 1u);
  if (size > 0 && (at.size() != size || sources_.text(at) != text)) {
    at = node.span();
    if (node.text() == text && node.is_string())
      at = decoded_bytes(sources_, node, sources_.name(at.source));
    else
      copy = Copy::transformed;
  }
  const OriginId origin = sources_.add_origin(at, OriginKind::interpolated);
  Run run;
  run.origin = origin;
  run.copy = static_cast<std::uint32_t>(copy) & 3u;
  // A node's text lives as long as its tree, which outlives the run.
  const bool lasts = text.data() == node.text().data();
  return keep({lasts ? text.data() : arena_.copy(text).data(), arena_.make<Run>(run), size, 1});
}

Value Heap::scalar(const Node& node, const Node* key) {
  const OriginId origin = written(node.span().empty() && key ? *key : node);
  if (node.is_null()) return Value::nil(origin);
  if (node.kind() == Kind::boolean) return Value::boolean(Ref(&node).boolean()).from(origin);
  const auto number = scalar_number(node.text());
  if (!number) return Value::string(leaf(node, node.text())).from(origin);
  const bool fits = number->is_integer && number->magnitude <= INT64_MAX;
  if (fits && is_int64_ && is_int64_(node)) {
    const auto size = static_cast<std::int64_t>(number->magnitude);
    return Value::integer(number->negative ? -size : size, Type::int64).from(origin);
  }
  return Value::floating(number->floating).from(origin);
}

Value Heap::thaw(Ref place) {
  if (!place) return Value::nil();
  const Node& node = *place;
  if (node.is_string()) {
    const BuiltText* text = leaf(node, node.text());
    return Value::string(text).from(text->run_count > 0 ? text->runs[0].origin : OriginId::none);
  }
  if (node.is_scalar()) return scalar(node, place.key());
  const OriginId origin = place.key() ? written(*place.key()) : written(node);
  if (node.is_mapping()) return Value::map(arena_.make<Map>(*this, node), origin);
  return Value::list(arena_.make<List>(*this, node), origin);
}

Value Heap::string(TextBuilder& text) {
  budget_.make(text.size() + text.run_count() * sizeof(Run));
  return string(text.done(arena_));
}

namespace {

/// What a text in the making holds, and its copy once it is done.
std::uint64_t held_by(const TextBuilder& out) {
  return 2 * (out.size() + out.run_count() * sizeof(Run));
}

}  // namespace

std::uint64_t room_escaped(const BuiltText& text) {
  constexpr std::uint64_t of_an_escape = 6 + 2 * sizeof(Run);
  const auto special = std::ranges::count_if(text.text(), [](char c) {
    return c < ' ' || c == 0x7f || std::string_view("\"\\'<>&").find(c) != std::string_view::npos;
  });
  return text.size + 2 * text.run_count * sizeof(Run) +
         static_cast<std::uint64_t>(special) * of_an_escape;
}

bool Heap::append(TextBuilder& out, const BuiltText& text) {
  if (!budget_.refused().empty() ||
      !budget_.room(text.size + text.run_count * sizeof(Run), held_by(out)))
    return false;
  out.append(text);
  return true;
}

bool Heap::has_room_escaped(const TextBuilder& out, const BuiltText& text) {
  return budget_.refused().empty() && budget_.room(room_escaped(text), held_by(out));
}

Value Heap::string(std::string_view bytes, OriginId origin) {
  budget_.make(bytes.size() + sizeof(Run));
  BuiltText text = constant(arena_.copy(bytes)).rope();
  Run run;
  run.origin = origin;
  run.copy = static_cast<std::uint32_t>(Copy::transformed) & 3u;
  text.runs = arena_.make<Run>(run);
  return string(text).from(origin);
}

Value Heap::zero(const TypeInfo& map, OriginId origin) {
  if (map.element == Type::nil) return Value::nil(origin).boxed(true);
  const Value empty = constant("");
  return map.element == Type::bytes ? Value::string(&empty.rope(), Type::bytes) : empty;
}

Value Heap::made_up(std::string_view bytes) {
  budget_.make(bytes.size());
  return constant(arena_.copy(bytes)).as_synthetic();
}

Value Heap::constant(std::string_view bytes) {
  static constexpr Run nobody = [] {
    Run run;
    run.copy = static_cast<std::uint32_t>(Copy::synthetic) & 3u;
    return run;
  }();
  return string(BuiltText{bytes.data(), &nobody, static_cast<std::uint32_t>(bytes.size()), 1});
}

Record* Heap::record(const TypeInfo& type, std::span<const Value> fields) {
  Record* made = arena_.make<Record>();
  made->type = &type;
  made->fields = arena_.copy(fields).data();
  return made;
}

OriginId Heap::united(OriginId first, OriginId second) {
  if (first == second || second == OriginId::none) return first;
  if (first == OriginId::none) return second;
  if (last_[0] != first || last_[1] != second) {
    last_[0] = first;
    last_[1] = second;
    budget_.make(sizeof(Origin) + 2 * sizeof(Related));
    last_[2] = sources_.united(first, second);
  }
  return last_[2];
}

OriginId Heap::origin_of(const Value& value) {
  if (!value.is_string() && value.type() != Type::bytes) return value.origin();
  OriginId all = OriginId::none;
  FrameId under = FrameId::none;
  constexpr std::size_t enough = 16, most_frames = 32;
  std::size_t seen = 0, frame_count = 0;
  FrameId frames[most_frames];
  for (const Run& run : value.rope().all_runs()) {
    FrameId* const end = frames + frame_count;
    if (run.under() != FrameId::none && frame_count < most_frames &&
        std::find(frames, end, run.under()) == end) {
      frames[frame_count++] = run.under();
      under = joined(run.under(), under);
    }
    if (run.how() == Copy::left_out || run.origin == OriginId::none || seen == enough) continue;
    const Origin& origin = sources_.origin(run.origin);
    const bool is_template =
        origin.kind == OriginKind::embedded && sources_.is_written(origin.at.source);
    if (is_template)
      under = joined(origin.under, under);
    else
      all = united(all, run.origin);
    seen += is_template ? 0 : 1;
  }
  return united(all, decided(under));
}

FrameId Heap::joined(FrameId inner, FrameId outer) {
  if (inner == outer || inner == FrameId::none) return outer;
  if (outer == FrameId::none) return inner;
  if (last_frames_[0] != inner || last_frames_[1] != outer) {
    last_frames_[0] = inner;
    last_frames_[1] = outer;
    budget_.make(sizeof(Frame) + sizeof(Origin));
    last_frames_[2] = sources_.joined(inner, outer);
  }
  return last_frames_[2];
}

OriginId Heap::decided(FrameId under) {
  if (under == FrameId::none) return OriginId::none;
  if (last_decided_.first != under) {
    budget_.make(sizeof(Origin));
    last_decided_ = {under, sources_.decided(under)};
  }
  return last_decided_.second;
}

OriginId Heap::as_kind(OriginId origin, OriginKind kind) {
  const bool is_known =
      kind == OriginKind::absent && last_absent_[1] != OriginId::none && last_absent_[0] == origin;
  if (is_known) return last_absent_[1];
  budget_.make(sizeof(Origin));
  const OriginId made = sources_.as_kind(origin, kind);
  if (kind == OriginKind::absent) {
    last_absent_[0] = origin;
    last_absent_[1] = made;
  }
  return made;
}

Value Heap::made_up(const Value& value, OriginId call) {
  if (value.type() == Type::record) {
    for (std::size_t i = 0; i < value.record().type->field_count; ++i) {
      Value& field = value.record().fields[i];
      if (field.is_synthetic()) field = made_up(field, call);
    }
    return value;
  }
  if (!value.is_synthetic()) return value;
  const OriginId known = origin_of(value) == OriginId::none ? value.origin() : origin_of(value);
  const bool is_told =
      known != OriginId::none && sources_.origin(known).kind == OriginKind::made_up;
  const OriginId why = is_told ? known : united(call, known);
  if (!value.is_string()) return value.from(why).as_synthetic();
  BuiltText text = value.rope();
  if (!budget_.make(text.run_count * sizeof(Run))) return value;
  const std::span<Run> runs = arena_.copy(text.all_runs());
  for (Run& run : runs) run.origin = why;
  text.runs = runs.data();
  return string(text).from(why).as_synthetic();
}

Value Heap::with(const Value& value, OriginId also) {
  if (also == OriginId::none) return value;
  if (!value.is_string()) return value.from(united(value.origin(), also));
  BuiltText text = value.rope();
  if (!budget_.make(text.run_count * sizeof(Run))) return value;
  const std::span<Run> runs = arena_.copy(text.all_runs());
  for (Run& run : runs) {
    if (run.how() != Copy::left_out) run.origin = united(run.origin, also);
  }
  text.runs = runs.data();
  const Value made = string(text).from(united(value.origin(), also));
  return value.is_synthetic() ? made.as_synthetic() : made;
}

}  // namespace fairlead::gotemplate
