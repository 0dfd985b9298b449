// SPDX-License-Identifier: GPL-3.0-or-later
#include "office/contracts/uds/answers.h"

#include "office/contracts/xmlDocument.h"

namespace sidetone::office::uds {
namespace {

HttpResponse withUsualHeaders(int status, std::string contentType, std::string body) {
    HttpResponse response;
    response.status = status;
    response.contentType = std::move(contentType);
    response.headers = {{"cache-control", "private"}, {"x-frame-options", "SAMEORIGIN"}};
    response.body = std::move(body);
    return response;
}

}  // namespace

core::XmlElement root(std::string name, std::string uri, std::string release) {
    core::XmlElement element(std::move(name));
    element.setAttribute("uri", std::move(uri));
    element.setAttribute("version", std::move(release));
    return element;
}

HttpResponse answer(const core::XmlElement& document) {
    return withUsualHeaders(200, "application/xml", documentOf(document));
}

HttpResponse error(int status, const std::string& message, const std::string& release) {
    core::XmlElement document("error");
    document.setAttribute("version", release);
    addText(document, "status", std::to_string(status));
    addText(document, "message", message);
    return withUsualHeaders(status, "application/xml", documentOf(document));
}

HttpResponse unauthorised() {
    auto response = withUsualHeaders(401, "text/html;charset=utf-8",
                                     "<html><!-- custom Cisco error page -->"
                                     "<head><title>401</title></head>"
                                     "<body><h1>Unauthorized</h1></body></html>\n");
    response.headers.emplace_back("www-authenticate", "Basic realm=\"Cisco Web Services Realm\"");
    return response;
}

}  // namespace sidetone::office::uds
