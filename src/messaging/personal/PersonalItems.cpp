// SPDX-License-Identifier: GPL-3.0-or-later
#include "messaging/personal/PersonalItems.h"

#include "core/XmlReader.h"

namespace sidetone::messaging {
namespace {

using core::XmlElement;
using xmpp::PepOptions;

constexpr auto node = "urn:sidetone:personal:0";
constexpr auto keptName = "personal/items";
constexpr std::size_t longestText = 32U << 10U;
constexpr std::size_t mostItems = 5'000;

PepOptions privately() {
    PepOptions options;
    options.access = PepOptions::Access::Whitelist;
    options.items = PepOptions::Items::Many;
    options.sendLast = PepOptions::SendLast::Never;
    return options;
}

XmlElement payloadOf(const std::string& text) {
    return XmlElement("item", node).setText(text);
}

/// Whether the server will not do it however often it is asked, as against not now.
bool isForGood(const core::Error& error) {
    return error.code != core::ErrorCode::Unavailable && error.code != core::ErrorCode::Timeout &&
           error.code != core::ErrorCode::Internal && error.code != core::ErrorCode::Cancelled;
}

std::string toText(const std::map<std::string, PersonalItems::Item>& items) {
    XmlElement all("items");
    for (const auto& [id, item] : items) {
        XmlElement one("item");
        one.setAttribute("id", id).setAttribute("only-here", item.isOnlyHere ? "true" : "false");
        all.add(one.setText(item.text));
    }
    return all.toXml();
}

}  // namespace

PersonalItems::PersonalItems(core::Clock& clock, core::Log& log, xmpp::Extensions& extensions,
                             core::Address self, store::Store& store)
    : clock_(clock), log_(log), pep_(extensions.personal), self_(std::move(self)), cache_(store) {
    extensions.watch(node, [this](const xmpp::PepEvent& event) { notified(event); });
    restore();
}

void PersonalItems::restore() {
    cache_.get(keptName).then(
        owner_, [this](const core::Result<std::optional<store::CachedValue>>& kept) {
            if (!kept || !*kept) return;
            const auto all = core::readXml((*kept)->value);
            if (!all) return log_.warning("messaging", all.error().sentence());
            for (const auto& one : all->children) {
                const Item item{one.text, one.attribute("only-here") == "true"};
                // What was read of the server meanwhile is newer.
                items_.try_emplace(std::string(one.attribute("id")), item);
            }
            Q_EMIT changed();
        });
}

void PersonalItems::sessionStarted() {
    pep_.items({}, node).then(
        owner_, [this](const core::Result<std::vector<xmpp::PepItem>>& found) {
            const bool isThere = found || found.error().code == core::ErrorCode::NotFound;
            if (!isThere) {
                if (isForGood(found.error())) whyOnlyHere_ = found.error().sentence();
                log_.warning("messaging", found.error().sentence());
                return Q_EMIT changed();
            }
            whyOnlyHere_.clear();
            take(found ? *found : std::vector<xmpp::PepItem>());
        });
}

bool PersonalItems::mayTake(const xmpp::PepItem& item, const std::map<std::string, Item>& into) {
    return item.payload.is("item", node) && item.payload.text.size() <= longestText &&
           (into.size() < mostItems || into.contains(item.id));
}

void PersonalItems::take(const std::vector<xmpp::PepItem>& found) {
    std::map<std::string, Item> fresh;
    for (const auto& item : found) {
        if (!mayTake(item, fresh)) continue;
        fresh[item.id] = {item.payload.text, false};
    }
    std::vector<std::string> unsent;
    for (const auto& [id, item] : items_) {
        if (!item.isOnlyHere) continue;
        fresh[id] = item;
        unsent.push_back(id);
    }
    const bool isOther = fresh != items_;
    items_ = std::move(fresh);
    if (isOther) {
        save();
        Q_EMIT changed();
    }
    for (const auto& id : unsent) publish(id, core::Promise<void>());
}

void PersonalItems::notified(const xmpp::PepEvent& event) {
    if (event.from != self_) return;
    for (const auto& item : event.items) {
        if (!mayTake(item, items_)) continue;
        items_[item.id] = {item.payload.text, false};
    }
    for (const auto& id : event.retracted) items_.erase(id);
    if (event.isEmptied)
        std::erase_if(items_, [](const auto& one) { return !one.second.isOnlyHere; });
    save();
    Q_EMIT changed();
}

core::Task<void> PersonalItems::put(const std::string& id, const std::string& text) {
    if (text.size() > longestText || (items_.size() >= mostItems && !items_.contains(id))) {
        return core::Task<void>::ready(core::fail(core::ErrorCode::TooLarge, "Keeping an entry",
                                                  "it is too long, or there are too many",
                                                  "Shorten it, or remove others."));
    }
    items_[id] = {text, true};
    save();
    Q_EMIT changed();
    core::Promise<void> promise;
    auto task = promise.task();
    publish(id, promise);
    return task;
}

void PersonalItems::publish(const std::string& id, const core::Promise<void>& promise) {
    const auto text = items_[id].text;
    pep_.publish(node, {id, payloadOf(text)}, privately())
        .then(owner_, [this, id, text, promise](const core::Status& done) {
            const auto item = items_.find(id);
            if (done) {
                whyOnlyHere_.clear();
                if (item != items_.end() && item->second.text == text) {
                    item->second.isOnlyHere = false;
                }
            } else {
                if (isForGood(done.error())) whyOnlyHere_ = done.error().sentence();
                log_.warning("messaging", done.error().sentence());
            }
            save();
            Q_EMIT changed();
            promise.settle({});
        });
}

core::Task<void> PersonalItems::remove(const std::string& id) {
    core::Promise<void> promise;
    auto task = promise.task();
    const auto known = items_.find(id);
    const bool wasOnlyHere = known != items_.end() && known->second.isOnlyHere;
    pep_.retract(node, id).then(owner_, [this, id, wasOnlyHere, promise](const core::Status& done) {
        const bool isGone = done || wasOnlyHere || done.error().code == core::ErrorCode::NotFound;
        if (!isGone) return promise.settle(done.error());
        items_.erase(id);
        save();
        Q_EMIT changed();
        promise.settle({});
    });
    return task;
}

void PersonalItems::save() {
    cache_.put(keptName, toText(items_), clock_.wallTime())
        .then(owner_, [this](const core::Status& done) {
            if (!done) log_.warning("messaging", done.error().sentence());
        });
}

}  // namespace sidetone::messaging
