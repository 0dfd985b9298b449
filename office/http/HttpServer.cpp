// SPDX-License-Identifier: GPL-3.0-or-later
#include "office/http/HttpServer.h"

#include "office/http/HttpLoop.h"

namespace sidetone::office {

core::Result<std::unique_ptr<HttpServer>> HttpServer::create(std::vector<HttpListener> listeners,
                                                             HttpLimits limits) {
    auto loop = std::make_unique<Loop>(std::move(listeners), limits);
    if (auto status = loop->open(); !status) return status.error();
    return std::unique_ptr<HttpServer>(new HttpServer(std::move(loop)));
}

HttpServer::HttpServer(std::unique_ptr<Loop> loop) : loop_(std::move(loop)) {}
HttpServer::~HttpServer() = default;

void HttpServer::setLog(std::function<void(const HttpLogEntry&)> log) {
    loop_->setLog(std::move(log));
}
void HttpServer::run(const std::function<void()>& awake) {
    loop_->run(awake);
}
void HttpServer::stop() {
    loop_->stop();
}
void HttpServer::reloadCertificates() {
    loop_->reloadCertificates();
}

}  // namespace sidetone::office
