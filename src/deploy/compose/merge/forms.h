#pragma once
#include "deploy/compose/value/maker.h"
#include "deploy/compose/value/path.h"

namespace fairlead::compose {

/// What a short form is brought into.
enum class Form : std::uint8_t {
  fields,        ///< nothing: its fields have forms
  build,         ///< a mapping with the context
  source,        ///< a mapping with the source
  text,          ///< a boolean as a text
  texts,         ///< a list of one text
  key_values,    ///< a mapping of what stands before and behind `=`
  ssh,           ///< the same; `default` may stand alone
  limit,         ///< nothing, but it must be a number or a mapping
  dependencies,  ///< a mapping of names to conditions
  extends,       ///< a mapping with the service
  ports,         ///< a list of mappings
  schedule,      ///< a mapping with the cron
  external,      ///< `external: {name: x}` as name and boolean
  include,       ///< a mapping with the path
  env_files,     ///< a list of mappings with path and required
  gpus,          ///< a list of mappings
  names,         ///< a mapping of names to null
  volume,        ///< a mapping
  device,        ///< a mapping
};

/// Brings values into their long forms.
class Forms {
 public:
  Forms(bool lenient, Maker& maker) : lenient_(lenient), maker_(maker) {}

  Refused make(Form form, const Path& path, Value& value);

 private:
  Refused unfit(std::string_view what, const Path& path, const Value& value) const;
  Value with(std::string_view name, const Value& text) const;
  Refused texts(Form form, Value& value);
  Refused key_values(bool is_ssh, const Path& path, Value& value);
  Refused dependencies(const Path& path, Value& value);
  Refused ports(const Path& path, Value& value);
  Refused add_ports(const Value& text, Value& ports);
  Refused external(const Path& path, Value& value);
  Refused env_files(const Path& path, Value& value);
  Refused gpus(const Path& path, Value& value);
  Refused names(const Path& path, Value& value);
  Refused volume(const Path& path, Value& value);
  void volume_options(std::string_view options, const Value& text, Value& made);
  Refused device(const Path& path, Value& value);
  /// A part of a text's bytes as a scalar.
  Value part(const Value& text, std::string_view bytes);

  const bool lenient_;
  Maker& maker_;
};

}  // namespace fairlead::compose
