// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/extensions/DiscoClient.h"

#include <algorithm>

#include "core/text.h"
#include "xmpp/Session.h"
#include "xmpp/namespaces.h"
#include "xmpp/stanzas.h"

namespace sidetone::xmpp {
namespace {

using core::XmlElement;

core::Error notUnderstood(const std::string& jid) {
    return core::fail(core::ErrorCode::BadAnswer, "Asking " + jid + " what it offers",
                      "the answer could not be understood");
}

DiscoInfo readInfo(const XmlElement& query) {
    DiscoInfo info;
    for (const auto& child : query.children) {
        if (child.is("feature", ns::discoInfo)) {
            info.features.emplace_back(child.attribute("var"));
        } else if (child.is("identity", ns::discoInfo)) {
            info.identities.push_back({std::string(child.attribute("category")),
                                       std::string(child.attribute("type")),
                                       std::string(child.attribute("name"))});
        }
    }
    info.query = query;
    return info;
}

DiscoItems readItems(const XmlElement& query) {
    DiscoItems page;
    for (const auto& child : query.children) {
        if (!child.is("item", ns::discoItems)) continue;
        page.items.push_back({std::string(child.attribute("jid")),
                              std::string(child.attribute("node")),
                              std::string(child.attribute("name"))});
    }
    const auto* set = query.child("set", ns::resultSets);
    if (set == nullptr) return page;
    page.last = set->childText("last");
    if (const auto count = core::parseNumber(set->childText("count"))) page.total = int(*count);
    return page;
}

}  // namespace

bool DiscoInfo::has(std::string_view feature) const {
    return std::find(features.begin(), features.end(), feature) != features.end();
}

bool DiscoInfo::is(std::string_view category, std::string_view type) const {
    return std::any_of(identities.begin(), identities.end(), [&](const Identity& identity) {
        return identity.category == category && identity.type == type;
    });
}

DiscoClient::DiscoClient(Session& session) : Extension(session) {}
DiscoClient::~DiscoClient() = default;

core::Task<DiscoInfo> DiscoClient::info(const std::string& jid, const std::string& node) {
    auto iq = stanza("iq", "get", jid);
    XmlElement query("query", ns::discoInfo);
    if (!node.empty()) query.setAttribute("node", node);
    iq.add(std::move(query));
    core::Promise<DiscoInfo> promise;
    auto task = promise.task();
    session()
        .request(std::move(iq))
        .then(owner_, [promise, jid](const core::Result<XmlElement>& answer) {
            if (!answer) return promise.settle(answer.error());
            const auto* found = answer->child("query", ns::discoInfo);
            if (found == nullptr) return promise.settle(notUnderstood(jid));
            promise.settle(readInfo(*found));
        });
    return task;
}

core::Task<DiscoItems> DiscoClient::items(const std::string& jid, const std::string& after) {
    auto iq = stanza("iq", "get", jid);
    XmlElement query("query", ns::discoItems);
    if (!after.empty()) {
        XmlElement set("set", ns::resultSets);
        set.add(XmlElement("max", ns::resultSets).setText("100"));
        set.add(XmlElement("after", ns::resultSets).setText(after));
        query.add(std::move(set));
    }
    iq.add(std::move(query));
    core::Promise<DiscoItems> promise;
    auto task = promise.task();
    session()
        .request(std::move(iq))
        .then(owner_, [promise, jid](const core::Result<XmlElement>& answer) {
            if (!answer) return promise.settle(answer.error());
            const auto* found = answer->child("query", ns::discoItems);
            if (found == nullptr) return promise.settle(notUnderstood(jid));
            promise.settle(readItems(*found));
        });
    return task;
}

}  // namespace sidetone::xmpp
