#include "gotemplate/value/call.h"

#include "gotemplate/value/function.h"

namespace fairlead::gotemplate {

OriginId Call::origin() const {
  OriginId all = heap.origin_of(self);
  for (const Value& argument : arguments) all = heap.united(all, heap.origin_of(argument));
  return all;
}

Value Call::made(std::string_view text) const {
  for (const Value& argument : arguments) {
    if (argument.is_synthetic()) return heap.made_up(text).from(origin());
  }
  return heap.string(text, origin());
}

Value printed_text(const Value& record, Heap& heap) {
  Call call{heap, {}, record};
  const Value text = record.record().type->printed->body(call);
  return call.failed ? Value() : text;
}

Value called(const Function& method, const Value& self, Heap& heap) {
  Call call{heap, {}, self};
  return method.body(call);
}

}  // namespace fairlead::gotemplate
