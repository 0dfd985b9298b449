// SPDX-License-Identifier: GPL-3.0-or-later
#include "office/contracts/sso/pages.h"

#include <cctype>

#include "core/XmlElement.h"
#include "office/userstore/hashing.h"

namespace sidetone::office {
namespace {

std::string hidden(const HiddenFields& fields) {
    std::string text;
    for (const auto& [name, value] : fields) {
        text += "<input type=\"hidden\" name=\"" + core::escapeXml(name) + "\" value=\"" +
                core::escapeXml(value) + "\"/>";
    }
    return text;
}

HttpResponse page(const std::string& body) {
    return {200,
            "text/html; charset=utf-8",
            {{"cache-control", "no-store"}},
            "<!doctype html><html lang=\"en\"><head><title>Sign on</title></head><body>" + body +
                "</body></html>\n"};
}

}  // namespace

HttpResponse loginPage(const std::string& action, const HiddenFields& fields,
                       const std::string& complaint) {
    const auto said = complaint.empty() ? "" : "<p role=\"alert\">" + complaint + "</p>";
    return page("<h1>Sign on to the office</h1>" + said + "<form method=\"post\" action=\"" +
                core::escapeXml(action) + "\">" + hidden(fields) +
                "<p><label>User name <input name=\"username\" autofocus=\"autofocus\"/></label></p>"
                "<p><label>Password <input name=\"password\" type=\"password\"/></label></p>"
                "<p><button>Sign on</button></p></form>");
}

HttpResponse postingPage(const std::string& action, const HiddenFields& fields) {
    return page("<form method=\"post\" action=\"" + core::escapeXml(action) + "\">" +
                hidden(fields) +
                "<noscript><button>Go on</button></noscript></form>"
                "<script>document.forms[0].submit()</script>");
}

HttpResponse redirectTo(const std::string& location) {
    return {302, "text/plain", {{"location", location}, {"cache-control", "no-store"}}, {}};
}

HttpResponse jsonAnswer(int status, const std::string& body) {
    return {status, "application/json", {{"cache-control", "no-store"}}, body + "\n"};
}

std::string encodedValue(const std::string& text) {
    std::string out;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        const bool isPlain =
            byte < 128 && (std::isalnum(byte) != 0 || c == '-' || c == '.' || c == '_' || c == '~');
        out += isPlain ? std::string(1, c) : "%" + hexadecimal(std::string(1, c));
    }
    return out;
}

}  // namespace sidetone::office
