// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "office/contracts/Desk.h"
#include "office/http/HttpServer.h"

namespace sidetone::office {

/// One contract, or several that belong together, of one process: who listens where and answers
/// what. Lives as long as its process; handlers run in the server's one thread. The store and the
/// remembered passwords are up to date whenever a handler is called.
class ContractModule {
public:
    ContractModule() = default;
    virtual ~ContractModule() = default;
    ContractModule(const ContractModule&) = delete;
    ContractModule& operator=(const ContractModule&) = delete;

    [[nodiscard]] virtual std::vector<HttpListener> listeners() = 0;
    /// Bytes that a request's body may have.
    [[nodiscard]] virtual std::size_t largestBody() const { return HttpLimits{}.bodyBytes; }
};

/// The modules of a part (ContractPart::name); empty where it serves nothing.
[[nodiscard]] std::vector<std::unique_ptr<ContractModule>> modulesOf(std::string_view part,
                                                                     Desk& desk);

}  // namespace sidetone::office
