// SPDX-License-Identifier: GPL-3.0-or-later
#include "directory/carddav/davDocuments.h"

#include <charconv>

#include "core/XmlElement.h"
#include "core/XmlReader.h"

namespace sidetone::directory {
namespace {

using core::XmlElement;

constexpr const char* dav = "DAV:";
constexpr const char* carddav = "urn:ietf:params:xml:ns:carddav";
constexpr core::XmlLimits limits{32U << 20U, 16, 500'000};

XmlElement card(std::string name) {
    return XmlElement(std::move(name), carddav);
}

/// <prop> with these properties of DAV:.
XmlElement properties(std::initializer_list<const char*> names) {
    XmlElement prop("prop", dav);
    for (const auto* name : names) prop.add(XmlElement(name, dav));
    return prop;
}

std::string document(const XmlElement& root) {
    return "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n" + root.toXml();
}

std::string propfind(XmlElement prop) {
    XmlElement root("propfind", dav);
    root.add(std::move(prop));
    return document(root);
}

/// Of "HTTP/1.1 404 Not Found"; 0 where it is something else.
int statusOf(const std::string& line) {
    const auto begin = line.find(' ');
    if (!line.starts_with("HTTP/") || begin == std::string::npos) return 0;
    int status = 0;
    std::from_chars(line.data() + begin + 1, line.data() + line.size(), status);
    return status >= 100 && status <= 999 ? status : 0;
}

void readProperties(const XmlElement& prop, DavResource& resource) {
    if (const auto* type = prop.child("resourcetype", dav)) {
        resource.isBook = type->child("addressbook", carddav) != nullptr;
    }
    if (const auto* principal = prop.child("current-user-principal", dav)) {
        resource.principal = principal->childText("href");
    }
    if (const auto* homes = prop.child("addressbook-home-set", carddav)) {
        for (const auto& home : homes->children) {
            if (home.is("href", dav)) resource.homes.push_back(home.text);
        }
    }
    if (const auto* name = prop.child("displayname", dav)) resource.name = name->text;
    if (const auto* tag = prop.child("getetag", dav)) resource.tag = tag->text;
    if (const auto* data = prop.child("address-data", carddav)) resource.card = data->text;
}

DavResource resourceOf(const XmlElement& response) {
    DavResource resource;
    resource.href = response.childText("href");
    resource.status = statusOf(response.childText("status"));
    for (const auto& part : response.children) {
        if (!part.is("propstat", dav) || statusOf(part.childText("status")) / 100 != 2) continue;
        if (const auto* prop = part.child("prop", dav)) readProperties(*prop, resource);
    }
    return resource;
}

}  // namespace

std::string askWhere() {
    auto prop = properties({"resourcetype", "displayname", "current-user-principal"});
    prop.add(card("addressbook-home-set"));
    return propfind(std::move(prop));
}

std::string askBooks() {
    return propfind(properties({"resourcetype", "displayname"}));
}

std::string askTags() {
    return propfind(properties({"resourcetype", "getetag"}));
}

std::string askChanges(const std::string& syncToken) {
    XmlElement root("sync-collection", dav);
    root.add(XmlElement("sync-token", dav).setText(syncToken));
    root.add(XmlElement("sync-level", dav).setText("1"));
    root.add(properties({"getetag"}));
    return document(root);
}

std::string askCards(const std::vector<std::string>& hrefs) {
    auto root = card("addressbook-multiget");
    auto prop = properties({"getetag"});
    prop.add(card("address-data"));
    root.add(std::move(prop));
    for (const auto& href : hrefs) root.add(XmlElement("href", dav).setText(href));
    return document(root);
}

std::string askSearch(const std::string& text, int limit) {
    auto root = card("addressbook-query");
    auto prop = properties({"getetag"});
    prop.add(card("address-data"));
    root.add(std::move(prop));
    auto filter = card("filter").setAttribute("test", "anyof");
    for (const auto* name : {"FN", "NICKNAME", "EMAIL", "TEL", "IMPP"}) {
        auto match = card("text-match")
                         .setAttribute("collation", "i;unicode-casemap")
                         .setAttribute("match-type", "contains")
                         .setText(text);
        filter.add(card("prop-filter").setAttribute("name", name).add(std::move(match)));
    }
    root.add(std::move(filter));
    auto most = card("nresults").setText(std::to_string(limit));
    root.add(card("limit").add(std::move(most)));
    return document(root);
}

core::Result<DavAnswer> readMultistatus(std::string_view body) {
    const auto root = core::readXml(body, limits);
    if (!root) return root.error();
    if (!root->is("multistatus", dav)) {
        return core::fail(core::ErrorCode::BadAnswer, "Reading what the server said",
                          "it is no multistatus of WebDAV");
    }
    DavAnswer answer;
    answer.syncToken = root->childText("sync-token");
    for (const auto& response : root->children) {
        if (response.is("response", dav)) answer.resources.push_back(resourceOf(response));
    }
    return answer;
}

std::string conditionOf(std::string_view body) {
    const auto root = core::readXml(body, {64U << 10U, 8, 100});
    if (!root || !root->is("error", dav) || root->children.empty()) return {};
    return root->children.front().name;
}

}  // namespace sidetone::directory
