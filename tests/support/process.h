#pragma once
#include <sys/types.h>

#include <string>
#include <vector>

namespace fairlead::testing {

/// A new empty directory for temporary files; the caller removes it.
std::string new_directory();

/// Starts a program with its standard output and error in the file `output`; -1 where it cannot.
pid_t spawn(std::vector<std::string> arguments, const std::string& output);

/// The text of a file, "" where there is none.
std::string text_of_file(const std::string& path);

/// The version of the `redis-server` in PATH as an image's name: "redis:7.0.15"; "" where there is
/// none.
std::string redis_server_image();

/// What a real redis-server does with a configuration.
struct RealStart {
  bool starts = false;
  std::string log;
};

/// Starts `redis-server` with `arguments`, waits until it is ready or gone, and stops it. Fails the
/// test where neither comes.
RealStart really_start(const std::string& directory, const std::vector<std::string>& arguments);

}  // namespace fairlead::testing
