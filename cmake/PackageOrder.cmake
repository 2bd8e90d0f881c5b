# Run by CPack on what it packed: packs it again with the files in the order of their names. CPack takes them as the
# file system gives them, which is another order on another machine.
set(again ${CPACK_TEMPORARY_DIRECTORY}-again)
foreach(file ${CPACK_PACKAGE_FILES})
  file(REMOVE_RECURSE ${again})
  if(file MATCHES "\\.deb$")
    # Installed-Size as Debian's policy counts it: files in KiB, rounded up, and one for everything else.
    set(steps "dpkg-deb -R \"$0\" \"$1\" && cd \"$1\" && LC_ALL=C sort -k2 -o DEBIAN/md5sums DEBIAN/md5sums
      size=$(find . -path ./DEBIAN -prune -o -type f -printf '%s\\n' -o -printf '1\\n' |
        awk '{ sum += int(($1 + 1023) / 1024) } END { print sum }')
      sed -i \"s/^Installed-Size:.*/Installed-Size: $size/\" DEBIAN/control
      dpkg-deb --root-owner-group -Zxz -z9 -b . \"$0\"")
  else()
    file(MAKE_DIRECTORY ${again})
    set(steps "tar xzf \"$0\" -C \"$1\" && cd \"$1\"
      tar c --sort=name --format=ustar --owner=0 --group=0 --numeric-owner --mtime=@$SOURCE_DATE_EPOCH * |
        gzip -9n >\"$0\"")
  endif()
  execute_process(COMMAND sh -ec ${steps} ${file} ${again} OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
endforeach()
