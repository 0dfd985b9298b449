// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/XmlReader.h"

#include <expat.h>

#include <memory>
#include <vector>

namespace sidetone::core {
namespace {

constexpr char separator = '\x1f';  // cannot stand in a name or a URI of XML 1.0

struct FreeParser {
    void operator()(XML_Parser parser) const { XML_ParserFree(parser); }
};

/// Expat calls the static functions with the Reader; any refusal stops it and keeps the reason.
class Reader {
public:
    Reader(XmlLimits limits, XmlNames names)
        : limits_(limits),
          parser_(names == XmlNames::NameSpaces ? XML_ParserCreateNS(nullptr, separator)
                                                : XML_ParserCreate(nullptr)) {
        XML_SetUserData(parser_.get(), this);
        XML_SetElementHandler(parser_.get(), onStart, onEnd);
        XML_SetCharacterDataHandler(parser_.get(), onText);
        XML_SetStartDoctypeDeclHandler(parser_.get(), onDoctype);
    }

    Result<XmlElement> read(std::string_view document) {
        if (document.size() > limits_.bytes) {
            return fail(ErrorCode::TooLarge, "Reading XML",
                        "the document is larger than " + std::to_string(limits_.bytes) + " bytes");
        }
        const auto status =
            XML_Parse(parser_.get(), document.data(), static_cast<int>(document.size()), XML_TRUE);
        if (status == XML_STATUS_OK && open_.empty()) return std::move(root_);
        const auto line = std::to_string(XML_GetCurrentLineNumber(parser_.get()));
        const std::string why =
            !refusal_.empty() ? refusal_ : XML_ErrorString(XML_GetErrorCode(parser_.get()));
        return fail(ErrorCode::BadAnswer, "Reading XML", "line " + line + ": " + why);
    }

private:
    static Reader& self(void* user) { return *static_cast<Reader*>(user); }

    static void onStart(void* user, const char* name, const char** attributes) {
        self(user).start(name, attributes);
    }
    static void onEnd(void* user, const char*) { self(user).end(); }
    static void onText(void* user, const char* text, int length) {
        auto& reader = self(user);
        if (!reader.open_.empty()) {
            reader.open_.back().text.append(text, static_cast<std::size_t>(length));
        }
    }
    static void onDoctype(void* user, const char*, const char*, const char*, int) {
        self(user).refuse("it has a document type declaration, which is not allowed");
    }

    void refuse(std::string why) {
        refusal_ = std::move(why);
        XML_StopParser(parser_.get(), XML_FALSE);
    }

    void start(std::string_view name, const char** attributes) {
        if (static_cast<int>(open_.size()) >= limits_.depth) return refuse("nested too deeply");
        if (++count_ > limits_.elements) return refuse("too many elements");
        XmlElement element;
        split(name, element.nameSpace, element.name);
        element.line = static_cast<int>(XML_GetCurrentLineNumber(parser_.get()));
        for (; *attributes != nullptr; attributes += 2) {
            std::string uri;
            std::string key;
            split(attributes[0], uri, key);
            if (uri == "http://www.w3.org/XML/1998/namespace") key.insert(0, "xml:");
            element.attributes.emplace_back(std::move(key), attributes[1]);
        }
        open_.push_back(std::move(element));
    }

    void end() {
        XmlElement element = std::move(open_.back());
        open_.pop_back();
        if (open_.empty()) {
            root_ = std::move(element);
        } else {
            open_.back().children.push_back(std::move(element));
        }
    }

    static void split(std::string_view full, std::string& uri, std::string& name) {
        const auto at = full.find(separator);
        if (at == std::string_view::npos) {
            name = full;
        } else {
            uri = full.substr(0, at);
            name = full.substr(at + 1);
        }
    }

    XmlLimits limits_;
    std::unique_ptr<XML_ParserStruct, FreeParser> parser_;
    std::vector<XmlElement> open_;
    XmlElement root_;
    std::size_t count_ = 0;
    std::string refusal_;
};

}  // namespace

Result<XmlElement> readXml(std::string_view document, XmlLimits limits, XmlNames names) {
    return Reader(limits, names).read(document);
}

}  // namespace sidetone::core
