// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/steps/ReadAddress.h"

#include "core/text.h"

namespace sidetone::signin {

std::string ReadAddress::title(const Context& context) const {
    return "Reading the address " + core::printable(context.typed, 100);
}

void ReadAddress::run(Context& context) {
    auto address = core::Address::parse(context.typed);
    if (!address) {
        auto error = address.error();
        if (error.advice.empty())
            error.advice = "Type your work address, such as anna@example.com.";
        failed(std::move(error));
        return;
    }
    context.found.address = *address;
    done("user " + address->user() + ", services domain " + address->domain(),
         "The domain says where to look.");
}

}  // namespace sidetone::signin
