// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <list>
#include <string>

#include "sip/dialog/Dialog.h"
#include "sip/transaction/TransactionLayer.h"

namespace sidetone::test {

/// Who subscribed to what at the exchange (RFC 6665, as the notifier).
class Watchers {
public:
    /// What a subscription is told now: its document; an empty one for what there is none of.
    using Document =
        std::function<std::string(const std::string& event, const std::string& user, int version)>;
    Watchers(sip::TransactionLayer& layer, core::Random& random) : layer_(layer), random_(random) {}
    void setDocument(Document document) { document_ = std::move(document); }

    /// A SUBSCRIBE, new or of one that is there.
    void take(const std::shared_ptr<sip::ServerTransaction>& transaction, const sip::Uri& contact);
    /// Everybody who watches that is told anew.
    void tell(const std::string& event);

private:
    struct Watch {
        sip::Dialog dialog;
        std::shared_ptr<sip::Flow> flow;
        std::string event;
        std::string user;
        sip::Uri contact;  ///< ours
        int version = 0;
    };
    void notify(Watch& watch, bool last);

    sip::TransactionLayer& layer_;
    core::Random& random_;
    Document document_;
    std::list<Watch> watches_;
};

}  // namespace sidetone::test
