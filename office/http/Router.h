// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "office/http/HttpMessage.h"

namespace sidetone::office {

/// Finds who answers a request by its path and method.
class Router {
public:
    /// The values of the pattern's {...} segments, in order.
    using Variables = std::vector<std::string>;
    using RouteHandler = std::function<HttpResponse(const HttpRequest&, const Variables&)>;
    /// Makes the answer for 404 and 405 in the contract's own shape.
    using ErrorPage = std::function<HttpResponse(const HttpRequest&, int status)>;

    explicit Router(ErrorPage errorPage) : errorPage_(std::move(errorPage)) {}

    /// `pattern` such as "/user/{id}/devices"; a segment in braces takes any one segment. HEAD is
    /// answered by the GET handler.
    void add(std::string method, std::string_view pattern, RouteHandler handler);

    /// A path that no pattern fits is 404; a method that none of the fitting patterns has is 405
    /// with Allow.
    [[nodiscard]] HttpResponse answer(const HttpRequest& request) const;

private:
    struct Route {
        std::string method;
        std::vector<std::string> segments;
        RouteHandler handler;
    };
    std::vector<Route> routes_;
    ErrorPage errorPage_;
};

}  // namespace sidetone::office
