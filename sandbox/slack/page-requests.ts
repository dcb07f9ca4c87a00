import type { Option } from '@slack/types';
import { z } from 'zod';
import type {
  ActionRequest,
  CloseRequest,
  EditFlowRequest,
  HomeRequest,
  OptionsRequest,
  SayRequest,
  ShortcutRequest,
  SubmitRequest,
  SwitchRequest,
  ViewActionRequest,
  ViewValues,
} from './page-api.ts';

const as = z.string();
const option = z.custom<Option>((value) => z.looseObject({ value: z.string() }).safeParse(value).success);
const elementState = z.object({
  type: z.string(),
  value: z.string().nullable().exactOptional(),
  selected_option: option.nullable().exactOptional(),
  selected_options: z.array(option).exactOptional(),
  selected_conversation: z.string().nullable().exactOptional(),
});
const values: z.ZodType<ViewValues> = z.record(z.string(), z.record(z.string(), elementState));
const element = { as, viewId: z.string(), blockId: z.string(), actionId: z.string(), values };

export const sayRequest: z.ZodType<SayRequest> = z.object({
  as,
  conversationId: z.string(),
  text: z.string().min(1),
  threadTs: z.string().exactOptional(),
});
export const switchRequest: z.ZodType<SwitchRequest> = z.object({
  as,
  ramPermission: z.boolean().exactOptional(),
  fileBlocks: z.enum(['any', 'no-interactive', 'none']).exactOptional(),
});
export const actionRequest: z.ZodType<ActionRequest> = z.object({
  as,
  conversationId: z.string(),
  messageTs: z.string(),
  blockId: z.string(),
  actionId: z.string(),
});
export const shortcutRequest: z.ZodType<ShortcutRequest> = z.object({
  as,
  callbackId: z.string(),
  message: z.object({ conversationId: z.string(), ts: z.string() }).exactOptional(),
});
export const homeRequest: z.ZodType<HomeRequest> = z.object({ as, tab: z.enum(['home', 'messages']) });
export const viewActionRequest: z.ZodType<ViewActionRequest> = z.object({
  ...element,
  state: elementState.exactOptional(),
});
export const optionsRequest: z.ZodType<OptionsRequest> = z.object({ ...element, query: z.string() });
export const submitRequest: z.ZodType<SubmitRequest> = z.object({
  as,
  viewId: z.string(),
  values,
  conversationId: z.string().exactOptional(),
});
export const closeRequest: z.ZodType<CloseRequest> = z.object({ as, viewId: z.string() });
export const editFlowRequest: z.ZodType<EditFlowRequest> = z.object({ as, flowId: z.string(), json: z.string() });
