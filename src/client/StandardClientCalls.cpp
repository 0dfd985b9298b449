// SPDX-License-Identifier: GPL-3.0-or-later
// The part of StandardClient that keeps calls and knows whom they were with.
#include "client/StandardClient.h"
#include "store/CallLog.h"

namespace sidetone::client {

using core::Result;
using core::Task;

namespace {

/// Numbers that the directory is asked for at once.
constexpr int mostNumbers = 20;

CallRecord recordOf(const store::StoredCall& call) {
    return {call.id,      call.peerUri,  call.peerName, call.outgoing, call.answered,
            call.started, call.duration, call.contact,  call.elsewhere};
}

store::Elsewhere elsewhereOf(telephony::CallEnd end) {
    if (end == telephony::CallEnd::AnsweredElsewhere) return store::Elsewhere::Answered;
    return end == telephony::CallEnd::DeclinedElsewhere ? store::Elsewhere::Declined
                                                        : store::Elsewhere::No;
}

}  // namespace

Task<std::vector<CallRecord>> StandardClient::callHistory(int limit) {
    using Records = std::vector<CallRecord>;
    if (!account_ || !account_->store) {
        return Task<Records>::ready(notSignedIn("Reading the call history"));
    }
    core::Promise<Records> promise;
    auto task = promise.task();
    store::CallLog(*account_->store)
        .newest(limit)
        .then(account_->owner, [promise](Result<std::vector<store::StoredCall>> found) {
            if (!found) return promise.settle(found.error());
            Records records;
            for (const auto& call : *found) records.push_back(recordOf(call));
            promise.settle(std::move(records));
        });
    return task;
}

telephony::CallControl* StandardClient::calls() {
    return account_ && account_->phone ? account_->phone->calls() : nullptr;
}

void StandardClient::nameCall(telephony::CallId id) {
    const auto call =
        account_ && account_->phone ? account_->phone->calls()->call(id) : std::nullopt;
    if (!call || !call->peerName.empty()) return;
    auto who = call->peerUri;
    if (who.starts_with("sip:") || who.starts_with("sips:")) who.erase(0, who.find(':') + 1);
    if (const auto address = core::Address::parse(who)) {
        if (const auto known = contact(*address)) {
            return account_->phone->suggestName(id, known->name);
        }
    }
    if (!account_->people) return;
    account_->people->resolve(who).then(
        account_->owner, [this, id](const Result<std::optional<directory::Person>>& found) {
            if (!found || !*found || !account_ || !account_->phone) return;
            account_->phone->suggestName(id, (*found)->name);
        });
}

void StandardClient::keepCall(const telephony::CallEnded& call) {
    if (!account_ || !account_->store) return;
    store::StoredCall stored;
    stored.peerUri = call.peerUri;
    stored.peerName = call.peerName;
    stored.outgoing = call.outgoing;
    stored.answered = call.answered;
    stored.started = call.started;
    stored.duration = call.duration;
    stored.elsewhere = elsewhereOf(call.end);
    store::CallLog(*account_->store)
        .add(std::move(stored))
        .then(account_->owner, [this](Result<store::StoredCall> kept) {
            if (!kept) {
                platform_.log.error("client", kept.error().sentence());
                return;
            }
            Q_EMIT callHistoryChanged();
            findCallContacts();
        });
}

void StandardClient::findCallContacts() {
    if (!account_ || !account_->store || !account_->people) return;
    using Numbers = std::vector<std::string>;
    store::CallLog(*account_->store)
        .withoutContact(mostNumbers)
        .then(account_->owner, [this](const Result<Numbers>& found) {
            if (!found || !account_->people) return;
            for (const auto& uri : *found) findCallContact(uri);
        });
}

void StandardClient::findCallContact(const std::string& uri) {
    using Maybe = std::optional<directory::Person>;
    account_->people->resolve(uri).then(account_->owner, [this, uri](const Result<Maybe>& found) {
        if (!found || !*found || (*found)->address.isEmpty()) return;
        store::CallLog(*account_->store)
            .setContacts({{uri, (*found)->address}})
            .then(account_->owner, [this](const Result<int>& count) {
                if (!count) return platform_.log.error("client", count.error().sentence());
                if (*count > 0) Q_EMIT callHistoryChanged();
            });
    });
}

}  // namespace sidetone::client
