// SPDX-License-Identifier: GPL-3.0-or-later
//
// Publishing, by rule MSG-12:
//   publish with all options
//     the node is set up otherwise      -> set it up, publish with all options again
//     the server does not take options  -> create the node set up, publish with the fewest options
// Each detour is taken once; a refusal after both is the answer.
#include "xmpp/extensions/Pep.h"

#include "xmpp/Session.h"
#include "xmpp/extensions/DataForm.h"
#include "xmpp/namespaces.h"
#include "xmpp/stanzas.h"

namespace sidetone::xmpp {
namespace {

using core::ErrorCode;
using core::XmlElement;

constexpr auto publishOptions = "http://jabber.org/protocol/pubsub#publish-options";
constexpr auto nodeConfiguration = "http://jabber.org/protocol/pubsub#node_config";
/// What a server takes that does not know "max" (Prosody's limit is 256).
constexpr auto manyItems = "255";

const char* nameOf(PepOptions::Access access) {
    switch (access) {
        case PepOptions::Access::Open:
            return "open";
        case PepOptions::Access::Whitelist:
            return "whitelist";
        case PepOptions::Access::Presence:
            break;
    }
    return "presence";
}

enum class Fields { All, Fewest };

DataForm formOf(const char* type, const PepOptions& options, Fields which,
                const char* most = "max") {
    auto form = DataForm::answer(type);
    form.put("pubsub#persist_items", "true").put("pubsub#access_model", nameOf(options.access));
    if (which == Fields::Fewest) return form;
    if (options.items == PepOptions::Items::Many) form.put("pubsub#max_items", most);
    if (options.sendLast == PepOptions::SendLast::Never) {
        form.put("pubsub#send_last_published_item", "never");
    }
    return form;
}

XmlElement nodeElement(const char* name, const std::string& node, const char* nameSpace) {
    XmlElement element(name, nameSpace);
    element.setAttribute("node", node);
    return element;
}

std::vector<PepItem> readItems(const XmlElement& list) {
    std::vector<PepItem> items;
    for (const auto& child : list.children) {
        if (child.name != "item" || child.nameSpace != list.nameSpace) continue;
        PepItem item;
        item.id = child.attribute("id");
        if (!child.children.empty()) item.payload = child.children.front();
        items.push_back(std::move(item));
    }
    return items;
}

PepEvent readEvent(const XmlElement& event, const core::Address& from) {
    PepEvent result;
    result.from = from;
    for (const auto& child : event.children) {
        result.node = child.attribute("node");
        if (child.name == "purge" || child.name == "delete") result.isEmptied = true;
        if (child.name != "items") continue;
        result.items = readItems(child);
        for (const auto& item : child.children) {
            if (item.name == "retract") result.retracted.emplace_back(item.attribute("id"));
        }
    }
    return result;
}

}  // namespace

struct Pep::Publication {
    std::string node;
    PepItem item;
    PepOptions options;
    core::Promise<void> promise;
    Fields fields = Fields::All;
    bool wasConfigured = false;
    bool wasCreated = false;
};

Pep::Pep(Session& session) : Extension(session) {}
Pep::~Pep() = default;

core::Task<void> Pep::set(XmlElement payload) {
    auto iq = stanza("iq", "set");
    iq.add(std::move(payload));
    core::Promise<void> promise;
    auto task = promise.task();
    session()
        .request(std::move(iq))
        .then(owner_, [promise](const core::Result<XmlElement>& answer) {
            if (!answer) return promise.settle(answer.error());
            promise.settle({});
        });
    return task;
}

core::Task<void> Pep::publish(const std::string& node, const PepItem& item,
                              const PepOptions& options) {
    auto publication = std::make_shared<Publication>();
    publication->node = node;
    publication->item = item;
    publication->options = options;
    auto task = publication->promise.task();
    attempt(publication);
    return task;
}

void Pep::attempt(const std::shared_ptr<Publication>& publication) {
    auto publish = nodeElement("publish", publication->node, ns::pubsub);
    XmlElement item("item", ns::pubsub);
    if (!publication->item.id.empty()) item.setAttribute("id", publication->item.id);
    if (!publication->item.payload.name.empty()) item.add(publication->item.payload);
    publish.add(std::move(item));
    XmlElement options("publish-options", ns::pubsub);
    options.add(formOf(publishOptions, publication->options, publication->fields).toElement());
    XmlElement pubsub("pubsub", ns::pubsub);
    pubsub.add(std::move(publish));
    pubsub.add(std::move(options));
    set(std::move(pubsub)).then(owner_, [this, publication](const core::Status& done) {
        if (done) return publication->promise.settle({});
        refused(publication, done.error());
    });
}

void Pep::refused(const std::shared_ptr<Publication>& publication, const core::Error& error) {
    const bool isOtherwise = error.code == ErrorCode::Busy;  // conflict, precondition-not-met
    const bool takesNoOptions = error.code == ErrorCode::Unavailable ||
                                error.code == ErrorCode::InvalidInput ||
                                error.code == ErrorCode::Unsupported;
    if (isOtherwise && !publication->wasConfigured) return reconfigure(publication);
    if (takesNoOptions && !publication->wasCreated) return create(publication);
    publication->promise.settle(error);
}

void Pep::reconfigure(const std::shared_ptr<Publication>& publication) {
    publication->wasConfigured = true;
    auto configure = nodeElement("configure", publication->node, ns::pubsubOwner);
    configure.add(formOf(nodeConfiguration, publication->options, Fields::All).toElement());
    XmlElement pubsub("pubsub", ns::pubsubOwner);
    pubsub.add(std::move(configure));
    set(std::move(pubsub)).then(owner_, [this, publication](const core::Status& done) {
        if (!done) return publication->promise.settle(done.error());
        attempt(publication);
    });
}

void Pep::create(const std::shared_ptr<Publication>& publication) {
    const bool again = publication->fields == Fields::Fewest;
    publication->fields = Fields::Fewest;
    XmlElement configure("configure", ns::pubsub);
    configure.add(
        formOf(nodeConfiguration, publication->options, Fields::All, again ? manyItems : "max")
            .toElement());
    XmlElement pubsub("pubsub", ns::pubsub);
    pubsub.add(nodeElement("create", publication->node, ns::pubsub));
    pubsub.add(std::move(configure));
    set(std::move(pubsub)).then(owner_, [this, publication, again](const core::Status& done) {
        // "conflict": it is there already.
        if (!done && done.error().code == ErrorCode::InvalidInput && !again) {
            return create(publication);
        }
        publication->wasCreated = true;
        if (!done && done.error().code != ErrorCode::Busy) {
            return publication->promise.settle(done.error());
        }
        attempt(publication);
    });
}

core::Task<void> Pep::retract(const std::string& node, const std::string& id) {
    auto retract = nodeElement("retract", node, ns::pubsub);
    retract.setAttribute("notify", "true");
    retract.add(XmlElement("item", ns::pubsub).setAttribute("id", id));
    XmlElement pubsub("pubsub", ns::pubsub);
    pubsub.add(std::move(retract));
    return set(std::move(pubsub));
}

core::Task<void> Pep::remove(const std::string& node) {
    XmlElement pubsub("pubsub", ns::pubsubOwner);
    pubsub.add(nodeElement("delete", node, ns::pubsubOwner));
    return set(std::move(pubsub));
}

core::Task<std::vector<PepItem>> Pep::items(const core::Address& owner, const std::string& node,
                                            int most) {
    auto list = nodeElement("items", node, ns::pubsub);
    if (most > 0) list.setAttribute("max_items", std::to_string(most));
    XmlElement pubsub("pubsub", ns::pubsub);
    pubsub.add(std::move(list));
    auto iq = stanza("iq", "get", owner.isEmpty() ? std::string() : owner.text());
    iq.add(std::move(pubsub));
    core::Promise<std::vector<PepItem>> promise;
    auto task = promise.task();
    session()
        .request(std::move(iq))
        .then(owner_, [promise](const core::Result<XmlElement>& answer) {
            if (!answer) return promise.settle(answer.error());
            const auto* found = answer->child("pubsub", ns::pubsub);
            const auto* items = found != nullptr ? found->child("items", ns::pubsub) : nullptr;
            promise.settle(items != nullptr ? readItems(*items) : std::vector<PepItem>());
        });
    return task;
}

void Pep::watch(const std::string& node, Watcher watcher) {
    watchers_.emplace(node, std::move(watcher));
}

bool Pep::takeMessage(const XmlElement& stanza) {
    const auto* event = stanza.child("event", ns::pubsubEvent);
    if (event == nullptr) return false;
    const auto text = stanza.attribute("from");
    const auto from = text.empty() ? session().jid().bare() : Jid::parse(text).value_or(Jid());
    // A client's own message always has a resource: with one, somebody made it up.
    const auto owner = from.address();
    if (owner.isEmpty() || !from.resource.empty() || stanza.attribute("type") == "error" ||
        stanza.attribute("type") == "groupchat") {
        return true;
    }
    const auto read = readEvent(*event, owner);
    const auto [begin, end] = watchers_.equal_range(read.node);
    for (auto watcher = begin; watcher != end; ++watcher) watcher->second(read);
    return true;
}

}  // namespace sidetone::xmpp
