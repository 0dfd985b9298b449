// SPDX-License-Identifier: GPL-3.0-or-later
#include "office/contracts/edge/edgeDocuments.h"

#include "office/contracts/xmlDocument.h"

namespace sidetone::office {
namespace {

using core::XmlElement;

void addServers(XmlElement& edge, const char* name, const std::vector<std::string>& hosts,
                std::uint16_t port) {
    auto& element = addChild(edge, XmlElement(name));
    for (const auto& host : hosts) {
        auto& server = addChild(element, XmlElement("server"));
        addText(server, "address", host);
        addText(server, "tlsPort", std::to_string(port));
    }
}

void addService(XmlElement& config, const std::string& name,
                const std::vector<net::SrvRecord>& records) {
    auto& service = addChild(config, XmlElement("service"));
    addText(service, "name", name);
    if (records.empty()) addText(service, "error", "NameError");
    for (const auto& record : records) {
        auto& server = addChild(service, XmlElement("server"));
        addText(server, "priority", std::to_string(record.priority));
        addText(server, "weight", std::to_string(record.weight));
        addText(server, "port", std::to_string(record.port));
        addText(server, "address", record.target);
    }
}

}  // namespace

std::string edgeConfigDocument(const EdgeDocument& document) {
    XmlElement root("getEdgeConfigResponse");
    root.setAttribute("version", "1.0");
    auto& services = addChild(root, XmlElement("serviceConfig"));
    for (const auto& [name, records] : document.services) addService(services, name, records);
    auto& files = addChild(services, XmlElement("service"));
    addText(files, "name", "tftpServer");
    for (const auto& host : document.tftpServers) addText(files, "address", host);
    auto& edge = addChild(root, XmlElement("edgeConfig"));
    addServers(edge, "sipEdgeServer", document.nodes, document.sipPort);
    addText(addChild(edge, XmlElement("sipRequest")), "route", document.sipRoute);
    addServers(edge, "xmppEdgeServer", document.nodes, document.xmppPort);
    addServers(edge, "httpEdgeServer", document.nodes, document.httpPort);
    addServers(edge, "turnEdgeServer", {}, 0);
    const bool hasHome = !document.homeServer.empty();
    addServers(edge, "userUdsServer",
               hasHome ? std::vector{document.homeServer} : std::vector<std::string>(),
               document.homePort);
    return documentOf(root);
}

std::string edgeSsoDocument(EdgeSso sso) {
    XmlElement root("getEdgeSSOResponse");
    root.setAttribute("version", "1.0");
    auto& response = addChild(root, XmlElement("response"));
    addChild(response, XmlElement("sso")).setAttribute("enabled", word(sso != EdgeSso::Off));
    // "Authorize by OAuth token with refresh" is a setting of the edge; that it is told here is
    // our own convention.
    if (sso == EdgeSso::WithRefresh) {
        addChild(response, XmlElement("token")).setAttribute("enabled", word(true));
    }
    return documentOf(root);
}

}  // namespace sidetone::office
