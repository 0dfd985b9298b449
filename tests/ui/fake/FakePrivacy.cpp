// SPDX-License-Identifier: GPL-3.0-or-later
#include "fake/FakePrivacy.h"

#include "fake/FakeClient.h"

namespace sidetone::test {

core::Task<void> FakePrivacy::block(const core::Address& address) {
    client_.log.push_back("block " + address.text());
    blocked_.push_back(address);
    Q_EMIT blockedChanged();
    return core::Task<void>::ready({});
}

core::Task<void> FakePrivacy::unblock(const core::Address& address) {
    client_.log.push_back("unblock " + address.text());
    std::erase(blocked_, address);
    Q_EMIT blockedChanged();
    return core::Task<void>::ready({});
}

void FakePrivacy::answer(const core::Address& from, bool mayWatch) {
    client_.log.push_back((mayWatch ? "allow " : "deny ") + from.text());
    std::erase_if(requests_, [&](const auto& request) { return request.from == from; });
    Q_EMIT requestsChanged();
}

void FakePrivacy::bring(const messaging::PresenceRequest& request) {
    requests_.push_back(request);
    Q_EMIT requestsChanged();
}

}  // namespace sidetone::test
