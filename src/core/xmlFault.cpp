// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/xmlFault.h"

#include <expat.h>

#include <memory>

namespace sidetone::core {
namespace {

struct FreeParser {
    void operator()(XML_Parser parser) const { XML_ParserFree(parser); }
};

void onDoctype(void* parser, const char*, const char*, const char*, int) {
    XML_StopParser(static_cast<XML_Parser>(parser), XML_FALSE);
}

}  // namespace

std::optional<XmlFault> findXmlFault(std::string_view document) {
    const std::unique_ptr<XML_ParserStruct, FreeParser> parser(XML_ParserCreate(nullptr));
    XML_UseParserAsHandlerArg(parser.get());
    XML_SetStartDoctypeDeclHandler(parser.get(), onDoctype);
    const auto status =
        XML_Parse(parser.get(), document.data(), static_cast<int>(document.size()), XML_TRUE);
    if (status == XML_STATUS_OK) return std::nullopt;
    const auto code = XML_GetErrorCode(parser.get());
    return XmlFault{static_cast<int>(XML_GetCurrentLineNumber(parser.get())),
                    static_cast<int>(XML_GetCurrentColumnNumber(parser.get())) + 1,
                    code == XML_ERROR_ABORTED
                        ? "it has a document type declaration, which is not allowed"
                        : XML_ErrorString(code)};
}

}  // namespace sidetone::core
