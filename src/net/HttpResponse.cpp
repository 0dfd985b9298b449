// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/HttpClient.h"

namespace sidetone::net {

std::string_view HttpResponse::header(std::string_view lowerCaseName) const {
    for (const auto& [name, value] : headers) {
        if (name == lowerCaseName) return value;
    }
    return {};
}

}  // namespace sidetone::net
