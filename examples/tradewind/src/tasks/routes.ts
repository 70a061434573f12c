import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { requireCaller, requireEditor } from '../http/caller.ts';
import { IdParams, Page, Words } from '../http/input.ts';
import { notFound } from '../http/problem.ts';
import { findLead } from '../leads/leads.store.ts';
import type { Tradewind } from '../tradewind.ts';
import { completeTask, insertTask, listOpenTasks } from './tasks.store.ts';

const NewTask = z.object({ leadId: z.uuid(), title: Words(200), dueAt: z.coerce.date() });

export const taskRoutes = (server: FastifyInstance, { pool, taffrail }: Tradewind): void => {
  server.get('/api/tasks', async (request) => {
    const { organizationId } = requireCaller(request);
    return { items: await listOpenTasks(pool, organizationId, Page.parse(request.query)) };
  });

  server.post('/api/tasks', async (request, reply) => {
    const caller = requireEditor(request);
    const wanted = NewTask.parse(request.body);
    if (!(await findLead(pool, caller.organizationId, wanted.leadId))) throw notFound('lead');
    const task = await insertTask(pool, caller, wanted);
    await taffrail.logActivity(
      caller,
      {
        action: 'task.created',
        resourceType: 'task',
        resourceId: task.id,
        metadata: { leadId: task.leadId },
      },
      request,
    );
    return reply.code(201).send(task);
  });

  server.post('/api/tasks/:id/completion', async (request) => {
    const caller = requireEditor(request);
    const { id } = IdParams.parse(request.params);
    const task = await completeTask(pool, caller.organizationId, id);
    if (!task) throw notFound('open task');
    await taffrail.logActivity(
      caller,
      {
        action: 'task.completed',
        resourceType: 'task',
        resourceId: id,
        metadata: { leadId: task.leadId, isLate: task.dueAt < new Date() },
      },
      request,
    );
    return task;
  });
};
