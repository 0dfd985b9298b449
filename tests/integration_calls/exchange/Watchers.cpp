// SPDX-License-Identifier: GPL-3.0-or-later
#include "Watchers.h"

namespace sidetone::test {

using sip::Dialog;

void Watchers::take(const std::shared_ptr<sip::ServerTransaction>& transaction,
                    const sip::Uri& contact) {
    const auto& request = transaction->request();
    const std::string event(request.headers.first("Event"));
    if (event != "dialog" && event != "conference") {
        transaction->respond(sip::makeResponse(request, 489, random_.hex(4)));
        return;
    }
    const bool ends = request.headers.first("Expires") == "0";
    auto known = watches_.begin();
    const auto id = Dialog::idOfRequest(request);
    while (known != watches_.end() && known->dialog.id() != id) ++known;
    const auto tag = known == watches_.end() ? random_.hex(4) : id.localTag;
    auto response = sip::makeResponse(request, 200, tag);
    sip::NameAddress own;
    own.uri = contact;
    response.headers.add("Contact", own.text());
    response.headers.add("Expires", ends ? "0" : "3600");
    transaction->respond(response);
    if (known == watches_.end()) {
        auto dialog = Dialog::asCalled(request, tag);
        if (!dialog) return;
        known = watches_.insert(watches_.end(), {std::move(*dialog), transaction->flow(), event,
                                                 request.uri.user, contact, 0});
    }
    notify(*known, ends);
    if (ends) watches_.erase(known);
}

void Watchers::tell(const std::string& event) {
    for (auto& watch : watches_) {
        if (watch.event == event) notify(watch, false);
    }
}

void Watchers::notify(Watch& watch, bool last) {
    auto request = watch.dialog.makeRequest("NOTIFY");
    sip::NameAddress own;
    own.uri = watch.contact;
    request.headers.add("Contact", own.text());
    request.headers.add("Event", watch.event);
    request.headers.add("Subscription-State",
                        last ? "terminated;reason=timeout" : "active;expires=3600");
    request.body = document_(watch.event, watch.user, watch.version++);
    request.headers.add("Content-Type", watch.event == "dialog"
                                            ? "application/dialog-info+xml"
                                            : "application/conference-info+xml");
    layer_.send(std::move(request), watch.flow, {});
}

}  // namespace sidetone::test
