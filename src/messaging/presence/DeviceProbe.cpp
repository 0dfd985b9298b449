// SPDX-License-Identifier: GPL-3.0-or-later
#include "messaging/presence/DeviceProbe.h"

#include "xmpp/namespaces.h"

namespace sidetone::messaging {

core::Task<DeviceProbe::Answer> DeviceProbe::ask(const std::string& device) {
    core::Promise<Answer> promise;
    auto task = promise.task();
    disco_.info(device).then(owner_,
                             [this, promise, device](const core::Result<xmpp::DiscoInfo>& info) {
                                 promise.settle(read(device, info));
                             });
    return task;
}

DeviceProbe::Answer DeviceProbe::read(const std::string& device,
                                      const core::Result<xmpp::DiscoInfo>& info) {
    if (info) return info->has(xmpp::ns::receipts) ? Answer::Confirms : Answer::Silent;
    const auto jid = xmpp::Jid::parse(device);
    const auto* devices = jid ? tracker_.of(jid->address()) : nullptr;
    if (devices == nullptr || !devices->contains(jid->resource)) return Answer::Gone;
    const auto code = info.error().code;
    const bool isRefused =
        code == core::ErrorCode::Unsupported || code == core::ErrorCode::NotFound;
    // A program that tells its capabilities answers such questions itself (XEP-0115 2); of
    // another one, the refusal may be its own.
    const bool tellsCapabilities = !devices->at(jid->resource).software.empty();
    if (!isRefused || !tellsCapabilities) return Answer::Unknown;
    tracker_.forget(*jid);
    if (foundGone_) foundGone_();
    return Answer::Gone;
}

}  // namespace sidetone::messaging
