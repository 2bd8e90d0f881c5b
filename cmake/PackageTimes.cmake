# Run by CPack before it packs what was installed: every file is as old as the version, so that the same sources give
# the same archive, whose checksum can be written down before it is published.
execute_process(
  COMMAND find ${CPACK_TEMPORARY_DIRECTORY} -exec touch --no-dereference --date=@$ENV{SOURCE_DATE_EPOCH} {} +
  COMMAND_ERROR_IS_FATAL ANY)
