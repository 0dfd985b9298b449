// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/IncomingLedger.h"

#include <utility>

namespace sidetone::xmpp {
namespace {

std::string keyOf(const core::XmlElement& stanza) {
    std::string key = stanza.name;
    key += '\n';
    key += stanza.attribute("id");
    key += '\n';
    key += stanza.attribute("from");
    return key;
}

}  // namespace

IncomingLedger::IncomingLedger(std::function<void()> advanced)
    : advanced_(std::move(advanced)), self_(std::make_shared<IncomingLedger*>(this)) {}

IncomingLedger::~IncomingLedger() = default;

void IncomingLedger::begin() {
    open_.clear();
    confirmed_ = 0;
    handled_ = 0;
    counting_ = true;
}

void IncomingLedger::end() {
    begin();
    counting_ = false;
}

void IncomingLedger::beginResumption() {
    confirmed_ = 0;
}

StanzaTicket IncomingLedger::arrived(const core::XmlElement& stanza) {
    auto entry = std::make_shared<Entry>();
    if (!counting_) return entry;
    entry->key = keyOf(stanza);
    if (confirmed_ < open_.size()) {
        if (open_[confirmed_]->key == entry->key) {
            ++confirmed_;
            advance();
            return nullptr;
        }
        // The server goes on with something else: nothing that we hold will come again.
        open_.resize(confirmed_);
    }
    open_.push_back(entry);
    ++confirmed_;
    const std::weak_ptr<IncomingLedger*> weak = self_;
    return {entry.get(), [weak, entry](void*) {
                if (const auto self = weak.lock()) (*self)->release(entry);
            }};
}

void IncomingLedger::release(const std::shared_ptr<Entry>& entry) {
    entry->released = true;
    const auto before = handled_;
    advance();
    if (handled_ != before) advanced_();
}

void IncomingLedger::advance() {
    while (confirmed_ > 0 && open_.front()->released) {
        open_.pop_front();
        --confirmed_;
        ++handled_;  // wraps at 2^32, as the protocol has it
    }
}

}  // namespace sidetone::xmpp
