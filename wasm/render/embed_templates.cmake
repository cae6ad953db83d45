# Writes OUT, a C++ file that holds FILES as they are: BuiltInTemplates() of template_compiler.h.
set(code "#include \"render/template_compiler.h\"\n\nnamespace afterglow {\n
std::vector<TemplateFile> BuiltInTemplates() {\n  return {\n")
foreach(file IN LISTS FILES)
  get_filename_component(name ${file} NAME)
  file(READ ${file} text)
  string(APPEND code "      {\"${name}\", R\"afterglow(${text})afterglow\"},\n")
endforeach()
string(APPEND code "  };\n}\n\n}  // namespace afterglow\n")
file(WRITE ${OUT} "${code}")
