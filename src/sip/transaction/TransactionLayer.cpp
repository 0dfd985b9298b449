// SPDX-License-Identifier: GPL-3.0-or-later
#include "sip/transaction/TransactionLayer.h"

#include <vector>

#include "sip/transaction/InviteClient.h"
#include "sip/transaction/InviteServer.h"
#include "sip/transaction/NonInviteClient.h"
#include "sip/transaction/NonInviteServer.h"

namespace sidetone::sip {
namespace {

constexpr std::size_t mostServerTransactions = 500;

/// 17.1.3: branch and method.
std::string clientKey(const Headers& headers) {
    return topVia(headers).branch() + " " + cseqOf(headers).method;
}

/// 17.2.3: branch, sent-by and method; for a peer of RFC 2543 what identified it then.
std::string serverKey(const Request& request, std::string_view method) {
    const auto via = topVia(request.headers);
    const auto branch = via.branch();
    if (branch.starts_with(Via::magicCookie)) {
        return branch + " " + via.sentBy() + " " + std::string(method);
    }
    return std::string(callIdOf(request.headers)) + " " + fromOf(request.headers).tag() + " " +
           std::to_string(cseqOf(request.headers).number) + " " + via.text() + " " +
           std::string(method);
}

/// ACK of a failure belongs to its INVITE's transaction.
std::string_view transactionMethod(const Request& request) {
    return request.method == "ACK" ? std::string_view("INVITE") : std::string_view(request.method);
}

}  // namespace

void TransactionLayer::addVia(Request& request, const Flow& flow) {
    Via via;
    via.transport = std::string(viaName(flow.transport()));
    const auto local = flow.local();
    const bool six = local.host.find(':') != std::string::npos;
    via.host = six ? "[" + local.host + "]" : local.host;
    via.port = local.port;
    via.parameters.set("branch", std::string(Via::magicCookie) + random_.hex(12));
    via.parameters.set("rport");
    if (flow.isReliable()) via.parameters.set("alias");
    request.headers.addFirst("Via", via.text());
}

std::shared_ptr<ClientTransaction> TransactionLayer::send(Request request,
                                                          std::shared_ptr<Flow> flow,
                                                          ClientHandlers handlers) {
    sweep();
    if (request.method != "CANCEL") addVia(request, *flow);
    log_.debug("sip", "to " + flow->remote().text() + ": " + summary(request));
    const auto key = clientKey(request.headers);
    std::shared_ptr<ClientTransaction> transaction;
    if (request.method == "INVITE") {
        transaction = std::make_shared<InviteClient>(clock_, timing_, std::move(request),
                                                     std::move(flow), std::move(handlers));
    } else {
        transaction = std::make_shared<NonInviteClient>(clock_, timing_, std::move(request),
                                                        std::move(flow), std::move(handlers));
    }
    clients_[key] = transaction;
    transaction->start();
    return transaction;
}

void TransactionLayer::sendAck(Request& ack, const std::shared_ptr<Flow>& flow) {
    ack.headers.remove("Via");
    addVia(ack, *flow);
    [[maybe_unused]] const auto sent = flow->send(serialize(ack));
}

void TransactionLayer::receive(const Message& message, const std::shared_ptr<Flow>& flow) {
    sweep();
    if (const auto* request = std::get_if<Request>(&message)) {
        receiveRequest(*request, flow);
    } else {
        receiveResponse(std::get<Response>(message));
    }
}

void TransactionLayer::receiveResponse(const Response& response) {
    const auto at = clients_.find(clientKey(response.headers));
    if (at == clients_.end() || at->second->isTerminated()) {
        log_.debug("sip", "A response without a request was dropped: " + summary(response));
        return;
    }
    const auto keep = at->second;
    keep->receive(response);
}

void TransactionLayer::receiveRequest(const Request& request, const std::shared_ptr<Flow>& flow) {
    const auto key = serverKey(request, transactionMethod(request));
    const auto at = servers_.find(key);
    if (at != servers_.end() && !at->second->isTerminated()) {
        const auto keep = at->second;
        // RFC 6026 7.1: in Accepted, an ACK with the INVITE's branch still goes up.
        const bool twoHundred = request.method == "ACK" && keep->isAccepted();
        keep->receive(request);
        if (twoHundred && handlers_.acknowledged) handlers_.acknowledged(request);
        return;
    }
    if (request.method == "ACK") {
        if (handlers_.acknowledged) handlers_.acknowledged(request);
        return;
    }
    if (request.method == "CANCEL") {
        receiveCancel(request, flow);
        return;
    }
    if (servers_.size() >= mostServerTransactions) {
        log_.warning("sip", "Refused a request with 503: too many at once");
        [[maybe_unused]] const auto sent =
            flow->send(serialize(makeResponse(request, 503, random_.hex(4))));
        return;
    }
    std::shared_ptr<ServerTransaction> transaction;
    if (request.method == "INVITE") {
        transaction = std::make_shared<InviteServer>(clock_, timing_, request, flow);
    } else {
        transaction = std::make_shared<NonInviteServer>(clock_, timing_, request, flow);
    }
    servers_[key] = transaction;
    if (handlers_.request) handlers_.request(transaction);
}

void TransactionLayer::receiveCancel(const Request& request, const std::shared_ptr<Flow>& flow) {
    auto transaction = std::make_shared<NonInviteServer>(clock_, timing_, request, flow);
    servers_[serverKey(request, "CANCEL")] = transaction;
    const auto at = servers_.find(serverKey(request, "INVITE"));
    // 9.2: 481 where there is nothing to cancel, else 200, whatever becomes of the INVITE.
    const auto target = at == servers_.end() ? nullptr : at->second;
    const int status = target ? 200 : 481;
    transaction->respond(makeResponse(request, status, random_.hex(4)));
    if (target && !target->isAnswered() && handlers_.cancelled)
        handlers_.cancelled(target, request);
}

void TransactionLayer::flowClosed(const std::shared_ptr<Flow>& flow, const core::Error& error) {
    std::vector<std::shared_ptr<ClientTransaction>> concerned;
    for (const auto& [key, transaction] : clients_) {
        if (transaction->flow() == flow) concerned.push_back(transaction);
    }
    for (const auto& transaction : concerned) transaction->transportFailed(error);
    sweep();
}

void TransactionLayer::sweep() {
    std::erase_if(clients_, [](const auto& entry) { return entry.second->isTerminated(); });
    std::erase_if(servers_, [](const auto& entry) { return entry.second->isTerminated(); });
}

}  // namespace sidetone::sip
