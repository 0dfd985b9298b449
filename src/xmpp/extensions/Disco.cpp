// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/extensions/Disco.h"

#include <openssl/evp.h>

#include <algorithm>
#include <array>

#include "core/text.h"
#include "xmpp/namespaces.h"

namespace sidetone::xmpp {
namespace {

constexpr auto category = "client";
constexpr auto kind = "pc";
constexpr auto program = "Sidetone";

}  // namespace

Disco::Disco(Session& session, std::string softwareNode)
    : Extension(session),
      node_(std::move(softwareNode)),
      features_{ns::capabilities, ns::carbons, ns::chatStates, ns::correction, ns::directInvitation,
                ns::discoInfo,    ns::hints,   ns::markers,    ns::ping,       ns::reactions,
                ns::receipts,     ns::replies, ns::richText,   ns::rooms,      ns::securityLabels,
                ns::stanzaIds} {
    std::sort(features_.begin(), features_.end());
}

Disco::~Disco() = default;

void Disco::add(const std::string& feature) {
    const auto place = std::lower_bound(features_.begin(), features_.end(), feature);
    if (place == features_.end() || *place != feature) features_.insert(place, feature);
}

std::string Disco::verification() const {
    // XEP-0115 5.1: identity, then the sorted features, each ended by '<'.
    std::string text = std::string(category) + "/" + kind + "//" + program + "<";
    for (const auto& feature : features_) text += feature + "<";
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned length = 0;
    EVP_Digest(text.data(), text.size(), digest.data(), &length, EVP_sha1(), nullptr);
    const std::string bytes(digest.begin(), digest.begin() + length);
    return core::toBase64(bytes);
}

core::XmlElement Disco::capabilities() const {
    core::XmlElement element("c", ns::capabilities);
    element.setAttribute("hash", "sha-1");
    element.setAttribute("node", node_);
    element.setAttribute("ver", verification());
    return element;
}

std::optional<IqAnswer> Disco::takeRequest(const core::XmlElement& iq) {
    const auto* query = iq.child("query", ns::discoInfo);
    if (query == nullptr || iq.attribute("type") != "get") return {};
    const std::string node(query->attribute("node"));
    if (!node.empty() && node != node_ + "#" + verification()) {
        return core::fail(core::ErrorCode::NotFound, "Answering a question of what we can");
    }
    core::XmlElement answer("query", ns::discoInfo);
    if (!node.empty()) answer.setAttribute("node", node);
    core::XmlElement identity("identity", ns::discoInfo);
    identity.setAttribute("category", category);
    identity.setAttribute("type", kind);
    identity.setAttribute("name", program);
    answer.add(std::move(identity));
    for (const auto& feature : features_) {
        answer.add(core::XmlElement("feature", ns::discoInfo).setAttribute("var", feature));
    }
    return answer;
}

}  // namespace sidetone::xmpp
