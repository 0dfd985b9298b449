// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "office/contracts/ContractModule.h"
#include "office/contracts/files/FileContract.h"
#include "office/contracts/sso/SsoContract.h"
#include "office/contracts/uds/UdsContract.h"

namespace sidetone::office {

/// What each node of a call manager serves: User Data Services on 8443 (before release 9 the older
/// device list), files on 6970 and
/// 6972, single sign-on where the office has it.
class ClusterModule final : public ContractModule {
public:
    explicit ClusterModule(Desk& desk) : desk_(desk), sso_(desk), uds_(desk), files_(desk) {}

    [[nodiscard]] std::vector<HttpListener> listeners() override;

private:
    [[nodiscard]] HttpResponse answer(const HttpRequest& request);

    Desk& desk_;
    SsoContract sso_;
    UdsContract uds_;
    FileContract files_;
};

}  // namespace sidetone::office
